import { attack } from './attack.ts'
import type { Target } from './target.ts'

/** After the first of them everything has been made that is made once. */
const manyCalls = { before: 20_000, after: 100_000 }

/** How much more may be in use then. */
const allowed = 1.1

/** Compares what a process holds after so many calls of all that, and after some more. Default: 20,000 and 100,000. */
export async function remember(
  target: Target & { memory(): Promise<number> },
  seed: number,
  calls = manyCalls,
): Promise<{ text: string; steady: boolean }> {
  const faults = !target.name.startsWith('proxy event')
  await attack(target, { requests: calls.before, seed, faults })
  const before = await target.memory()
  await attack(target, { requests: calls.after - calls.before, seed: seed + 1, faults })
  const after = await target.memory()
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`
  const growth = `${((after / before - 1) * 100).toFixed(1)} %`
  return {
    text: `  ${megabytes(before)} in use after ${calls.before} calls, ${megabytes(after)} after ${calls.after}: ${growth} more`,
    steady: after <= before * allowed,
  }
}
