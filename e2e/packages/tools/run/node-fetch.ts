import type * as NodeFetch from 'node-fetch'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(module: typeof NodeFetch) {
  const url = await http()
  const { default: fetch, Headers, FetchError, FormData } = module
  const response = await fetch(`${url}/redirect`)
  const form = new FormData()
  form.set('field', 'value')
  const posted = (await (await fetch(`${url}/echo`, { method: 'POST', body: form })).json()) as { body: string }
  const error = await fetch('http://127.0.0.1:1').catch(error => error)
  return {
    json: await response.json(),
    redirected: response.redirected,
    response: [response.constructor.name, response instanceof module.Response, response instanceof Response],
    headers: response.headers instanceof Headers,
    form: /name="field"\r\n\r\nvalue\r\n/.test(posted.body),
    error: [error.name, error.constructor.name, error instanceof FetchError, error.code],
  }
}

export const run = defineTool({
  name: 'node-fetch-run',
  description: 'Follows a redirect and posts a form to a loopback server, with classes of its own.',
  run: async () => JSON.stringify(await check(await import('node-fetch'))),
})
