import type { ClientError, GraphQLClient } from 'graphql-request'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(client: GraphQLClient, Failure: typeof ClientError) {
  await http()
  const query = 'query Thing($id: ID!) { thing(id: $id) { id } }'
  const error = await client.request(query, { id: '0' }).catch(error => error)
  return {
    client: client.constructor.name,
    data: await client.request(query, { id: '7' }),
    error: [error.constructor.name, error instanceof Failure, error.response.errors],
  }
}

export const run = defineTool({
  name: 'graphql-request-run',
  description: 'Asks a loopback server, which answers and refuses.',
  async run() {
    const { ClientError, GraphQLClient } = await import('graphql-request')
    return JSON.stringify(await check(new GraphQLClient(`${await http()}/graphql`), ClientError))
  },
})
