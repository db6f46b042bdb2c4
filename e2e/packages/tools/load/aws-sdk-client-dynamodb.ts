import * as dynamodb from '@aws-sdk/client-dynamodb'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/aws-sdk-client-dynamodb.ts'

const client = new dynamodb.DynamoDBClient()

export const load = defineTool({
  name: 'aws-sdk-client-dynamodb-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(dynamodb, client)),
})
