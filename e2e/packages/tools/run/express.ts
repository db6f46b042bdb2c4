import type { AddressInfo } from 'node:net'
import type express from 'express'
import { defineTool } from '../../mcp/tool.ts'

export async function check(create: typeof express) {
  const app = create()
  app.engine('txt', (path, options, done) => done(null, `${path.split('/').at(-1)} ${(options as { n?: number }).n}`))
  app.set('views', `${import.meta.dirname}/..`).set('view engine', 'txt')
  app.use(create.json())
  app.post('/sum/:a', (request, response) => void response.json({ sum: Number(request.params.a) + request.body.b }))
  app.get('/error', () => {
    throw Object.assign(new Error('gone'), { status: 410, expose: true })
  })
  app.use(
    ((error, _request, response, _next) =>
      void response.status(error.status).send(error.message)) as express.ErrorRequestHandler,
  )
  const server = app.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const headers = { 'content-type': 'application/json' }
  const posted = await fetch(`${url}/sum/20`, { method: 'POST', headers, body: '{"b":22}' })
  const error = await fetch(`${url}/error`)
  const answer = {
    posted: await posted.json(),
    etag: posted.headers.get('etag'),
    error: [error.status, await error.text()],
  }
  server.closeAllConnections()
  server.close()
  return answer
}

export const run = defineTool({
  name: 'express-run',
  description: 'Serves JSON and an error on loopback.',
  run: async () => JSON.stringify(await check((await import('express')).default)),
})
