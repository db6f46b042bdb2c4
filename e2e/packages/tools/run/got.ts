import type { Got } from 'got'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(got: Got) {
  const prefixUrl = await http()
  const response = await got('redirect', { prefixUrl, responseType: 'json' })
  const error = await got('teapot', { prefixUrl, retry: { limit: 0 } }).catch(error => error)
  const parts = await got.stream('stream', { prefixUrl }).toArray()
  return {
    body: response.body,
    redirects: response.redirectUrls.map(url => [url instanceof URL, url.pathname]),
    unpacked: await got('gzip', { prefixUrl }).text(),
    streamed: Buffer.concat(parts).toString(),
    error: [error.name, error.code, error.constructor.name, error.response.statusCode],
  }
}

export const run = defineTool({
  name: 'got-run',
  description: 'Follows a redirect, unpacks, streams and fails against a loopback server.',
  async run() {
    const { default: got } = await import('got')
    return JSON.stringify(await check(got))
  },
})
