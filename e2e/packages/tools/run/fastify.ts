import type { fastify } from 'fastify'
import { defineTool } from '../../mcp/tool.ts'

export async function check(create: typeof fastify) {
  const app = create()
  const body = { type: 'object', properties: { b: { type: 'integer' } }, required: ['b'] }
  app.post<{ Params: { a: string }; Body: { b: number } }>('/sum/:a', { schema: { body } }, ({ params, body }) => ({
    sum: Number(params.a) + body.b,
  }))
  const good = await app.inject({ method: 'POST', url: '/sum/20', payload: { b: 22 } })
  const bad = await app.inject({ method: 'POST', url: '/sum/20', payload: {} })
  await app.close()
  return { version: app.version, good: good.json(), bad: bad.json(), name: good.constructor.name }
}

export const run = defineTool({
  name: 'fastify-run',
  description: 'Serves by a schema, called by light-my-request.',
  run: async () => JSON.stringify(await check((await import('fastify')).fastify)),
})
