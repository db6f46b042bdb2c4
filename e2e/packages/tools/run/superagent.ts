import type superagent from 'superagent'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(agent: typeof superagent) {
  const url = await http()
  const { body, redirects } = await agent.get(`${url}/redirect`)
  const echoed = await agent.post(`${url}/echo`).type('form').send({ a: 1, b: 2 })
  const error = await agent.get(`${url}/teapot`).catch(error => error)
  return { body, redirects: redirects.length, echoed: echoed.body, error: [error.message, error.status] }
}

export const run = defineTool({
  name: 'superagent-run',
  description: 'Follows a redirect and posts a form to a loopback server.',
  run: async () => JSON.stringify(await check((await import('superagent')).default)),
})
