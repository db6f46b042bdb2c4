import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { WebSocket, WebSocketServer } from 'ws'
import { defineTool } from '../../mcp/tool.ts'

export async function check(Client: typeof WebSocket, Server: typeof WebSocketServer) {
  const server = new Server({ port: 0, host: '127.0.0.1', perMessageDeflate: true })
  await once(server, 'listening')
  server.on('connection', socket => socket.on('message', data => socket.send(`heard ${data}`)))
  const client = new Client(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await once(client, 'open')
  client.send('hello')
  const [data] = await once(client, 'message')
  client.close(4000, 'done')
  const [code, reason] = await once(client, 'close')
  server.close()
  return {
    heard: String(data),
    closed: [code, String(reason)],
    names: [client.constructor.name, client.extensions],
    own: Client === (globalThis.WebSocket as unknown),
  }
}

export const run = defineTool({
  name: 'ws-run',
  description: 'Talks to a server of its own, compressed.',
  async run() {
    const { WebSocket, WebSocketServer } = await import('ws')
    return JSON.stringify(await check(WebSocket, WebSocketServer))
  },
})
