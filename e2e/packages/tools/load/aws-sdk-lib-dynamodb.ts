import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/aws-sdk-lib-dynamodb.ts'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 }))

export const load = defineTool({
  name: 'aws-sdk-lib-dynamodb-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(client, GetCommand)),
})
