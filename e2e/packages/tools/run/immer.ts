import type * as Immer from 'immer'
import { defineTool } from '../../mcp/tool.ts'

export function check({ enablePatches, original, produce, produceWithPatches }: typeof Immer) {
  enablePatches()
  const before = { list: [{ n: 1 }], kept: {} }
  const [after, patches] = produceWithPatches(before, draft => {
    draft.list[0] = { n: (original(draft)?.list[0]?.n ?? 0) + 1 }
  })
  let error: unknown
  try {
    produce(before, () => Object.assign(after, { kept: 1 }))
  } catch (thrown) {
    error = thrown
  }
  return {
    after,
    patches,
    same: after.kept === before.kept,
    frozen: Object.isFrozen(after),
    error: error instanceof Error && error.name,
  }
}

export const run = defineTool({
  name: 'immer-run',
  description: 'Changes a copy, and says what has changed.',
  run: async () => JSON.stringify(check(await import('immer'))),
})
