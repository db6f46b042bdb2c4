import { createRequire } from 'node:module'
import { condition } from '#condition'
import { kind } from '#lib/plain.mjs'
import { defineTool } from '../../mcp/tool.ts'

const require = createRequire(import.meta.url)

export const ways = defineTool({
  name: 'way-subpath-imports',
  description: "Imports by names of the package's own `imports`, whose conditions are Node's.",
  run: async () =>
    JSON.stringify({
      kind,
      condition,
      required: require('#condition').condition,
      later: (await import('#lib/plain.js')).kind,
    }),
})
