import type { Mongoose } from 'mongoose'
import { defineTool } from '../../mcp/tool.ts'

export function check(mongoose: Mongoose) {
  const connection = mongoose.createConnection()
  const Person = connection.model(
    'Person',
    new mongoose.Schema({ name: { type: String, required: true }, age: Number }),
  )
  const error = new Person({ age: 'old' }).validateSync()
  return {
    model: Person.modelName,
    collection: Person.collection.collectionName,
    cast: new Person({ name: 1, age: '7' }).toObject({
      versionKey: false,
      transform: (_, { _id, ...fields }) => fields,
    }),
    error: [error?.name, Object.entries(error?.errors ?? {}).map(([path, { name, kind }]) => [path, name, kind])],
    instance: error instanceof mongoose.Error.ValidationError,
    version: mongoose.version,
  }
}

export const run = defineTool({
  name: 'mongoose-run',
  description: 'Casts and validates documents; needs no server for it.',
  run: async () => JSON.stringify(check((await import('mongoose')).default)),
})
