import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stackOf } from './stack-trace.ts'

const folder = mkdtempSync(join(tmpdir(), 'stack-'))
const require = createRequire(import.meta.url)

beforeAll(() => {
  writeFileSync(join(folder, 'source.ts'), "export function fails(): never {\n  throw new Error('broken')\n}\n")
  const esbuild = createRequire(require.resolve('esbuild')).resolve('./../bin/esbuild')
  for (const name of ['bundle', 'unmapped', 'garbled']) {
    const options = ['--bundle', '--minify', '--platform=node', ...(name === 'unmapped' ? [] : ['--sourcemap'])]
    execFileSync(esbuild, [join(folder, 'source.ts'), ...options, `--outfile=${join(folder, `${name}.cjs`)}`], {
      stdio: 'pipe',
    })
  }
  writeFileSync(join(folder, 'garbled.cjs.map'), '{')
})
afterAll(() => rmSync(folder, { recursive: true }))

function thrownBy(bundle: string): Error {
  try {
    return require(join(folder, bundle)).fails()
  } catch (error) {
    return error as Error
  }
}

test('a place in a bundle is told as the place in its source', () => {
  const stack = stackOf(thrownBy('bundle.cjs'))
  expect(stack).toMatch(/^Error: broken\n {4}at .*source\.ts:2:9/)
  expect(stack).not.toContain('bundle.cjs')
})

test.each(['unmapped.cjs', 'garbled.cjs'])('without a readable map the stack of %s stays as it is', bundle => {
  const error = thrownBy(bundle)
  expect(stackOf(error)).toBe(error.stack)
})

test('an error without a stack is told by its message', () => {
  const error = new Error('broken')
  delete error.stack
  expect(stackOf(error)).toBe('Error: broken')
})
