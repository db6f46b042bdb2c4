import * as mongodb from 'mongodb'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/mongodb.ts'

const client = new mongodb.MongoClient(process.env.MONGODB_URL ?? 'mongodb://unset')

export const load = defineTool({
  name: 'mongodb-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(mongodb, client)),
})
