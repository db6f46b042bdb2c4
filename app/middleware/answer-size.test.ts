import { expect, test } from 'vitest'
import { LimitError } from '../mcp/limit-error.ts'
import { refuseAbove } from './answer-size.ts'

test('a text is measured as it stands in JSON', () => {
  expect(() => refuseAbove(12, 'x'.repeat(10))).not.toThrow() // two quotes
  expect(() => refuseAbove(12, 'x'.repeat(11))).toThrow(LimitError)
  expect(() => refuseAbove(12, '"'.repeat(6))).toThrow(LimitError) // twelve characters with their backslashes
  expect(() => refuseAbove(12, '€'.repeat(4))).toThrow(LimitError) // three bytes each
})
