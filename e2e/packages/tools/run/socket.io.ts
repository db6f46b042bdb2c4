import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Server } from 'socket.io'
import type { io } from 'socket.io-client'
import { defineTool } from '../../mcp/tool.ts'

export async function check(Io: typeof Server, connect: typeof io) {
  const server = new Io({ serveClient: false })
  const { createServer } = await import('node:http')
  const http = createServer()
  server.attach(http)
  await once(http.listen(0, '127.0.0.1'), 'listening')
  server.on('connection', socket => socket.on('add', (a, b, answer) => answer(a + b)))
  const client = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { reconnection: false })
  const sum = await client.timeout(10_000).emitWithAck('add', 20, 22)
  const transport = client.io.engine.transport.name
  client.close()
  await server.close()
  return { sum, transport, names: [server.constructor.name, client.constructor.name] }
}

export const run = defineTool({
  name: 'socket.io-run',
  description: 'Asks a server of its own for a sum.',
  async run() {
    const { Server } = await import('socket.io')
    const { io } = await import('socket.io-client')
    return JSON.stringify(await check(Server, io))
  },
})
