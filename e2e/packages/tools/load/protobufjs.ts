import protobuf from 'protobufjs'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/protobufjs.ts'

export const load = defineTool({
  name: 'protobufjs-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(protobuf)),
})
