import type * as MongoDB from 'mongodb'
import { defineTool } from '../../mcp/tool.ts'

export async function check(
  { BSON, MongoServerSelectionError, ObjectId }: typeof MongoDB,
  client: MongoDB.MongoClient,
) {
  const document = {
    _id: new ObjectId('65f000000000000000000001'),
    price: BSON.Decimal128.fromString('1.10'),
    at: new Date(0),
  }
  const bytes = BSON.serialize(document)
  const error = await client.connect().catch(error => error)
  return {
    client: client.constructor.name,
    bytes: Buffer.from(bytes).toString('hex'),
    back: BSON.EJSON.stringify(BSON.deserialize(bytes)),
    created: document._id.getTimestamp().toISOString(),
    error: [error.name, error.constructor.name, error instanceof MongoServerSelectionError],
    options: [client.options.dbName, client.options.readPreference.mode],
  }
}

export const run = defineTool({
  name: 'mongodb-run',
  description: 'Parses an address, encodes a document, and finds no server: there is none that a test can have.',
  async run() {
    const mongodb = await import('mongodb')
    return JSON.stringify(await check(mongodb, new mongodb.MongoClient(process.env.MONGODB_URL ?? '')))
  },
})
