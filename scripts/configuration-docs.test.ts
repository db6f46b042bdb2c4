import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configurationDocs } from './configuration-docs.ts'

test('docs/configuration.md says what the schema says (if not: node scripts/configuration-docs.ts)', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationDocs())
})

test('every key has a sentence', () => {
  const rows = configurationDocs()
    .split('\n')
    .filter(line => line.startsWith('| `mcp:'))
  expect(rows.length).toBeGreaterThan(20)
  for (const row of rows) expect(row).toMatch(/[.…)] \|$/)
})
