import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LimitError } from '../mcp/limit-error.ts'
import { startDeadline } from './deadline.ts'

test('a deadline aborts with an error that names the limit', async () => {
  const { signal } = startDeadline(5)
  await sleep(20)
  expect(signal.reason).toBeInstanceOf(LimitError)
  expect(signal.reason.message).toContain('5 ms')
})

test('a deadline that was cleared never aborts', async () => {
  const deadline = startDeadline(5)
  deadline.clear()
  await sleep(20)
  expect(deadline.signal.aborted).toBe(false)
})
