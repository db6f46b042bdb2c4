import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { sent } from './sent.mjs'

const client = new DynamoDBClient({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
})

/** Signs a request as every call does, and keeps it from leaving. */
export const dynamodb = {
  name: 'dynamodb',
  description: 'Lists tables',
  run: async message => {
    const body = JSON.stringify({ TableNames: [`pong: ${message}`] })
    const { TableNames } = await sent(client, new ListTablesCommand({ Limit: 1 }), body)
    return TableNames[0]
  },
}
