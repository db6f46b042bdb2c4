import WebSocket, { WebSocketServer } from 'ws'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/ws.ts'

export const load = defineTool({
  name: 'ws-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(WebSocket, WebSocketServer)),
})
