import OpenAI from 'openai'

const client = new OpenAI({ apiKey: 'bench', baseURL: 'http://127.0.0.1/v1' })

export const model = {
  name: 'model',
  description: 'Tells where a model would be asked',
  run: async message => {
    if (client.buildURL('/models') === 'http://127.0.0.1/v1/models') return `pong: ${message}`
    throw new Error('openai does not work')
  },
}
