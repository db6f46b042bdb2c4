import { expect, it } from 'vitest'
import { table } from './table.ts'

it('writes a Markdown table with figures to the right', () => {
  const rows = [
    ['empty', '1.0'],
    ['server', '12.5'],
  ]
  expect(table(['', 'total ms'], rows)).toBe(
    [
      '|        | total ms |', //
      '| ------ | -------: |',
      '| empty  |      1.0 |',
      '| server |     12.5 |',
    ].join('\n'),
  )
})
