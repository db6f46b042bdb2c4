import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { table } from './table.ts'

/** The first two columns; the others are of one build. */
const tools = (page: string) =>
  page.split('\n').map(line => (line.startsWith('| ') ? line.split(' | ').slice(0, 2).join(' | ') : line))

test('docs/packages.md lists the packages and what their tools do', () => {
  expect(tools(readFileSync('docs/packages.md', 'utf8')), 'run node e2e/packages/table.ts').toEqual(tools(table()))
})
