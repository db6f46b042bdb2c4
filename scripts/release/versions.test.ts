import { expect, test } from 'vitest'
import { fakeSession, lambdaError } from '../../testing/fake-aws.ts'
import { printVersions } from './versions.ts'

test('lists the published versions, newest first, with their images and which is live', async () => {
  const { session, aws, lines } = fakeSession()
  aws.point('4', { 5: 0.1 })
  await printVersions(session)
  expect(lines).toEqual([
    'VERSION  PUBLISHED             IMAGE                 LIVE',
    '5        2026-08-25 12:01 UTC  sha256:555555555555   10 %',
    '4        2026-08-24 12:01 UTC  sha256:444444444444   90 %',
    '3        2026-08-23 12:01 UTC  sha256:333333333333',
  ])
})

test('lists ten, and any older one that is live', async () => {
  const { session, aws, lines, called } = fakeSession()
  aws.versions = Array.from({ length: 15 }, (_, index) => String(index + 1))
  aws.point('2')
  await printVersions(session)
  expect(lines.slice(1, -1).map(line => Number.parseInt(line, 10))).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 2])
  expect(lines.at(-2)).toMatch(/100 %$/)
  expect(lines.at(-1)).toBe('and 4 more')
  expect(called('GetFunction')).toHaveLength(11)
})

test('lists without the images where they may not be read', async () => {
  const { session, aws, lines } = fakeSession()
  aws.errors.GetFunction = lambdaError('AccessDeniedException', 'not authorized')
  await printVersions(session)
  expect(lines[2]).toMatch(/^4 +2026-08-24 12:01 UTC +100 %$/)
})
