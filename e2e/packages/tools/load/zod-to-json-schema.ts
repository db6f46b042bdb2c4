import { zodToJsonSchema } from 'zod-to-json-schema'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/zod-to-json-schema.ts'

export const load = defineTool({
  name: 'zod-to-json-schema-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(zodToJsonSchema)),
})
