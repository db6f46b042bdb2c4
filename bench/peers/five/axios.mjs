import axios from 'axios'

const client = axios.create({
  baseURL: 'http://127.0.0.1',
  adapter: async config => ({ data: config.url, status: 200, config }),
})

export const http = {
  name: 'http',
  description: 'Asks an address that answers with its path',
  run: async message => (await client.get(`pong: ${message}`)).data,
}
