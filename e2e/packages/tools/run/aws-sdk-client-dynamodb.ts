import type * as DynamoDB from '@aws-sdk/client-dynamodb'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(dynamodb: typeof DynamoDB, client: DynamoDB.DynamoDBClient) {
  await http()
  const { Item } = await client.send(new dynamodb.GetItemCommand({ TableName: 'things', Key: { id: { S: 'item-1' } } }))
  const missing = new dynamodb.GetItemCommand({ TableName: 'none', Key: { id: { S: 'item-1' } } })
  const error = await client.send(missing).catch(error => error)
  return {
    client: client.constructor.name,
    item: [Item?.id?.S, Item?.count?.N, Item?.tags?.SS, Item?.blob?.B?.join()],
    error: [error.constructor.name, error.name, error instanceof dynamodb.ResourceNotFoundException],
    status: error.$metadata.httpStatusCode,
    region: await client.config.region(),
  }
}

export const run = defineTool({
  name: 'aws-sdk-client-dynamodb-run',
  description:
    'Reads an item from a loopback server, which recomputes the signature; a missing table is an error of its class.',
  async run() {
    const dynamodb = await import('@aws-sdk/client-dynamodb')
    return JSON.stringify(await check(dynamodb, new dynamodb.DynamoDBClient()))
  },
})
