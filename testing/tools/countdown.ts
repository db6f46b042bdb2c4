import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { defineTool } from '../../app/mcp/tool.ts'

export const countdown = defineTool({
  name: 'countdown',
  title: 'Countdown',
  description: 'Counts down to zero, reports progress at each step, and stops when the call is cancelled.',
  input: z.object({
    from: z.int().min(1).max(100).default(3).describe('Steps.'),
    intervalMs: z.int().min(0).max(10_000).default(100).describe('Milliseconds between two steps.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run({ from, intervalMs }, { signal, progress }) {
    for (let step = 1; step <= from; step++) {
      await sleep(intervalMs, undefined, { signal })
      await progress(step, from, `${from - step} to go`)
    }
    return `Counted down from ${from}.`
  },
})
