import { expect, test } from 'vitest'
import { node } from '../testing/processes.ts'
import { localServer } from './hostile/local-server.ts'
import { remember } from './hostile/memory.ts'

// A busy machine is no failure: thousands of calls take their time there.
const timeout = 300_000

test('a short hostile run is clean', { timeout }, async () => {
  const run = node(['e2e/hostile/run.ts', '--requests', '200', '--seed', '1'])
  const { code, stdout, stderr } = await run.ended
  expect(stdout + stderr).toMatch(/Clean\.\n$/)
  expect(code).toBe(0)
  for (const target of ['local HTTP', 'proxy event, buffered', 'proxy event, streamed', 'npm run local, buffered']) {
    expect(stdout).toContain(
      `${target}\n  200 requests\n  0 answers of 500 and above\n  0 unanswered\n  0 processes ended\n`,
    )
  }
})

test('calls leave nothing in the memory of the local server', { timeout }, async () => {
  await using server = await localServer()
  const { memory } = server
  if (memory === undefined) throw new Error('It does not tell.')
  const { steady, text } = await remember({ ...server, memory }, 1, { before: 1000, after: 4000 })
  expect(steady, text).toBe(true)
})

test('the same seed sends the same requests', async () => {
  const { mutate, validRequests } = await import('./hostile/mutate.ts')
  const { Random } = await import('./hostile/random.ts')
  const some = (seed: number) => {
    const random = new Random(seed)
    return Array.from({ length: 50 }, () => mutate(random.of(validRequests(true)), random))
  }
  expect(some(7)).toEqual(some(7))
  expect(some(7)).not.toEqual(some(8))
})
