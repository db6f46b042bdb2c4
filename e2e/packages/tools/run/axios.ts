import type { AxiosInstance, AxiosStatic } from 'axios'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(axios: AxiosStatic, client: AxiosInstance) {
  await http()
  const { data, headers, request } = await client.get('/redirect')
  const posted = await client.post('/redirect-post', { a: 1 })
  const error = await client.get('/teapot').catch(error => error)
  const stream = await client.get('/stream', { responseType: 'stream' })
  return {
    version: axios.VERSION,
    data,
    headers: [headers.constructor.name, headers['x-answered-by']],
    redirected: request.res.responseUrl.endsWith('/hello'),
    posted: posted.data,
    unpacked: (await client.get('/gzip')).data,
    streamed: (await stream.data.toArray()).join(''),
    error: [error.name, error.code, error.constructor.name, error.response.status, error instanceof axios.AxiosError],
  }
}

export const run = defineTool({
  name: 'axios-run',
  description: 'Follows redirects, unpacks, streams and fails against a loopback server.',
  async run() {
    const { default: axios } = await import('axios')
    return JSON.stringify(await check(axios, axios.create({ baseURL: await http() })))
  },
})
