import lodash from 'lodash'
import * as z from 'zod'
import { ToolError } from '../../mcp/tool.ts'

const Pair = z.object({ a: z.number(), b: z.number() })

/** Runs in a worker thread. */
export default function sum(pair: unknown) {
  const { success, data } = Pair.safeParse(pair)
  if (!success) throw new ToolError(lodash.kebabCase('Not Two Numbers'))
  return data.a + data.b
}
