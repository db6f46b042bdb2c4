import { expect, test } from 'vitest'
import { createReport } from './report.ts'

function written(isTTY: boolean): string {
  let text = ''
  const report = createReport({ write: (part: string) => (text += part), isTTY })
  report.say('begins')
  report.progress('10 %, 1 s', '10 %')
  report.progress('10 %, 6 s', '10 %')
  report.progress('100 %, 0 s', '100 %')
  report.say('done')
  return text
}

test('in a terminal one line is written over', () => {
  expect(written(true)).toBe('begins\n\r\x1b[K10 %, 1 s\r\x1b[K10 %, 6 s\r\x1b[K100 %, 0 s\ndone\n')
})

test('elsewhere each change is a line', () => {
  expect(written(false)).toBe('begins\n10 %, 1 s\n100 %, 0 s\ndone\n')
})
