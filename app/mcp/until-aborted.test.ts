import { expect, test } from 'vitest'
import { startDeadline } from '../lambda/deadline.ts'
import { LimitError } from './limit-error.ts'
import { untilAborted } from './until-aborted.ts'

test('waiting ends with the work, or with the signal', async () => {
  const { signal } = startDeadline(20)
  expect(await untilAborted(signal, () => 'done')).toBe('done')
  await expect(untilAborted(signal, () => new Promise(() => {}))).rejects.toThrow(LimitError)
  await expect(untilAborted(signal, () => 'too late')).rejects.toThrow(LimitError)
})
