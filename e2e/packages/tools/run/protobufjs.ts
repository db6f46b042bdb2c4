import type Protobuf from 'protobufjs'
import { defineTool } from '../../mcp/tool.ts'

export function check({ parse, util }: typeof Protobuf) {
  const { root } = parse('syntax = "proto3"; message Test { int32 a = 1; string b = 2; repeated int64 c = 3; }')
  const Test = root.lookupType('Test')
  const bytes = Test.encode(Test.create({ a: 150, b: 'testing', c: [1, 2] })).finish()
  const message = Test.decode(bytes)
  return {
    // The first three bytes are those of the specification's first example.
    bytes: Buffer.from(bytes).toString('hex'),
    back: Test.toObject(message, { longs: String }),
    names: [message.constructor.name, Test.constructor.name],
    wrong: Test.verify({ a: 'text' }),
    long: util.Long !== undefined,
  }
}

export const run = defineTool({
  name: 'protobufjs-run',
  description: "Parses a schema, compiles its codec, and encodes the specification's example.",
  run: async () => JSON.stringify(check((await import('protobufjs')).default)),
})
