import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/socket.io.ts'

export const load = defineTool({
  name: 'socket.io-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(Server, io)),
})
