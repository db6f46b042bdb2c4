import { makeExecutableSchema } from '@graphql-tools/schema'
import * as graphql from 'graphql'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/graphql-tools-schema.ts'

export const load = defineTool({
  name: 'graphql-tools-schema-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(makeExecutableSchema, graphql)),
})
