import * as grpc from '@grpc/grpc-js'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/grpc-grpc-js.ts'

const client = new grpc.Client(process.env.GRPC_ADDRESS ?? 'unset', grpc.credentials.createInsecure())

export const load = defineTool({
  name: 'grpc-grpc-js-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(grpc, client)),
})
