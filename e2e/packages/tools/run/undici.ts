import type * as Undici from 'undici'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(undici: typeof Undici, dispatcher: Undici.Agent) {
  const url = await http()
  const { statusCode, body } = await undici.request(`${url}/hello`, { dispatcher })
  const fetched = await undici.fetch(`${url}/redirect`, { dispatcher })
  const error = await undici.fetch('http://127.0.0.1:2', { dispatcher }).catch(error => error)
  return {
    agent: dispatcher.constructor.name,
    answer: [statusCode, await body.json()],
    fetched: [fetched.constructor.name, fetched.redirected, fetched instanceof undici.Response, await fetched.json()],
    own: [undici.Headers === (Headers as unknown), undici.FormData.name],
    keys: [...new undici.Headers({ b: '1', a: '2' }).keys()],
    error: [error.name, error.cause.constructor.name],
  }
}

export const run = defineTool({
  name: 'undici-run',
  description: 'Requests and fetches by an agent of its own from a loopback server.',
  async run() {
    const undici = await import('undici')
    return JSON.stringify(await check(undici, new undici.Agent({ connections: 1 })))
  },
})
