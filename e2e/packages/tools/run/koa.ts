import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Koa from 'koa'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

/** The server's own framework, as a tool may use it: with what Node's fetch answers as a body. */
export async function check(Application: typeof Koa) {
  const upstream = await http()
  const app = new Application()
  app.use(async ctx => {
    if (ctx.path === '/proxy') ctx.body = await fetch(`${upstream}/hello`)
    else if (ctx.path === '/blob') ctx.body = new Blob(['blob'])
    else ctx.throw(409, 'taken')
  })
  app.silent = true
  const server = createServer(app.callback())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const proxied = await fetch(`${url}/proxy`)
  const error = await fetch(`${url}/error`)
  const answer = {
    app: app.constructor.name,
    proxied: [proxied.status, proxied.headers.get('content-type'), await proxied.text()],
    blob: await (await fetch(`${url}/blob`)).text(),
    error: [error.status, await error.text()],
  }
  server.closeAllConnections()
  server.close()
  return answer
}

export const run = defineTool({
  name: 'koa-run',
  description: "Serves Node's own Response and Blob on loopback.",
  run: async () => JSON.stringify(await check((await import('koa')).default)),
})
