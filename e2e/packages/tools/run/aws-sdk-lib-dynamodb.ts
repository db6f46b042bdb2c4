import type { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(client: DynamoDBDocumentClient, Get: typeof GetCommand) {
  await http()
  const { Item } = await client.send(new Get({ TableName: 'things', Key: { id: 'item-1' } }))
  return {
    client: client.constructor.name,
    count: Item?.count,
    tags: Item?.tags instanceof Set && [...Item.tags],
    blob: Item?.blob instanceof Uint8Array && Item.blob.join(),
  }
}

export const run = defineTool({
  name: 'aws-sdk-lib-dynamodb-run',
  description: 'Reads an item from a loopback server as numbers, a Set and bytes.',
  async run() {
    const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb')
    const { DynamoDBDocumentClient, GetCommand } = await import('@aws-sdk/lib-dynamodb')
    return JSON.stringify(await check(DynamoDBDocumentClient.from(new DynamoDBClient()), GetCommand))
  },
})
