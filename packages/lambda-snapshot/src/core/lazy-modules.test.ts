import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { lazyModules } from './lazy-modules.ts'

const folder = mkdtempSync(join(tmpdir(), 'lazy-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a bundled module prints as JSON. */
async function printed(type: string, lines: string): Promise<unknown> {
  const own = mkdtempSync(join(folder, 'module-'))
  const [entry, bundle] = [join(own, `module.${type}`), join(own, 'bundle.cjs')]
  const loaded = `const loaded = () => process.moduleLoadList.includes('NativeModule crypto')`
  writeFileSync(entry, lines.replace('LOADED', loaded))
  await build({ entryPoints: [entry], outfile: bundle, bundle: true, platform: 'node', plugins: [lazyModules] })
  return JSON.parse(execFileSync(process.execPath, [bundle]).toString())
}

const use = `
LOADED
const before = loaded()
const length = createHash('sha256').update('x').digest().length
console.log(JSON.stringify([before, length, loaded()]))
`

test.each([
  ['by name', 'mts', "import { createHash } from 'node:crypto'"],
  ['by name, where the file does not say what it is', 'ts', "import { createHash } from 'node:crypto'"],
  ['whole', 'mts', "import * as crypto from 'node:crypto'; const createHash = name => crypto.createHash(name)"],
  ['by default', 'mts', "import crypto from 'crypto'; const createHash = name => crypto.createHash(name)"],
  ['in both ways', 'mts', "import crypto, { createHash } from 'node:crypto'; export { crypto }"],
  ['by require', 'cjs', "const crypto = require('crypto'); const createHash = name => crypto.createHash(name)"],
])('a module of Node that is imported %s is loaded when it is used', async (_how, type, line) => {
  expect(await printed(type, line + use)).toEqual([false, 32, true])
})

test('a class of a lazy module can be extended, and is the real one', async () => {
  const lines = `
    import * as http from 'node:http'
    import { Agent } from 'node:http'
    class Own extends http.Agent {}
    console.log(JSON.stringify([new Own() instanceof Agent, Agent === process.getBuiltinModule('node:http').Agent]))`
  expect(await printed('mts', lines)).toEqual([true, true])
})
