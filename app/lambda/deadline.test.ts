import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LimitError, refuseAbove, startDeadline, untilAborted } from './deadline.ts'

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

test('waiting ends with the work, or with the signal', async () => {
  const { signal } = startDeadline(20)
  expect(await untilAborted(signal, () => 'done')).toBe('done')
  await expect(untilAborted(signal, () => new Promise(() => {}))).rejects.toThrow(LimitError)
  await expect(untilAborted(signal, () => 'too late')).rejects.toThrow(LimitError)
})

test('a text is measured as it stands in JSON', () => {
  expect(() => refuseAbove(12, 'x'.repeat(10))).not.toThrow() // two quotes
  expect(() => refuseAbove(12, 'x'.repeat(11))).toThrow(LimitError)
  expect(() => refuseAbove(12, '"'.repeat(6))).toThrow(LimitError) // twelve characters with their backslashes
  expect(() => refuseAbove(12, '€'.repeat(4))).toThrow(LimitError) // three bytes each
})
