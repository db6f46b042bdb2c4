import type * as Uuid from 'uuid'
import { defineTool } from '../../mcp/tool.ts'

export const check = ({ NIL, v4, v5, v7, validate, version }: typeof Uuid) => ({
  // The example of RFC 9562, appendix A.4.
  v5: v5('www.example.com', v5.DNS),
  fresh: [new Set([v4(), v4()]).size === 2, version(v7()), validate(v4())],
  nil: NIL,
})

export const run = defineTool({
  name: 'uuid-run',
  description: "Makes the RFC's example, and some that are random.",
  run: async () => JSON.stringify(check(await import('uuid'))),
})
