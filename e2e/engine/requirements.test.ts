import { expect, inject, test } from 'vitest'

test.skipIf(!process.env.CI)('under CI, nothing is missing that a test would be skipped for', () => {
  expect(inject('missing')).toEqual([])
})
