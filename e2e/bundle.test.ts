import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compare } from '../scripts/build/compare.ts'
import { corpus } from '../scripts/build/corpus.ts'
import { node } from './processes.ts'

// The bundle that starts faster has stand-ins for parts of Node and of packages. It answers as the plain one, byte by byte.

const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
const [plain, faster] = ['plain', 'faster'].map(name => join(folder, name)) as [string, string]

beforeAll(async () => {
  expect(await node(['scripts/build.ts', '--plain', plain]).ended).toMatchObject({ code: 0 })
  expect(await node(['scripts/build.ts', faster]).ended).toMatchObject({ code: 0 })
})
afterAll(() => rmSync(folder, { recursive: true }))

test('the faster bundle answers the corpus as the plain one does', () => {
  expect(compare({ folder: plain }, { folder: faster })).toBe(corpus.length)
})
