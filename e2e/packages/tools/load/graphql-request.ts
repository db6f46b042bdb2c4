import { ClientError, GraphQLClient } from 'graphql-request'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/graphql-request.ts'

const client = new GraphQLClient(`${process.env.API_URL}/graphql`)

export const load = defineTool({
  name: 'graphql-request-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(client, ClientError)),
})
