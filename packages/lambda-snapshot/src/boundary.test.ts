import { globSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

// A part of its own: whoever builds another server with it has nothing of this one.

const root = join(import.meta.dirname, '..')
const files = globSync('{programs,runtime,src}/**/*.{ts,cjs,mjs,sh}', { cwd: root })
const own = files.filter(file => !/\.test\.\w+$/.test(file))
const project = join(root, '../..')
const names = globSync('{app,command-line,infra,local,scripts}/**/*.ts', { cwd: project })

test('no file of the package names one of the project', () => {
  expect(own.length).toBeGreaterThan(30)
  expect(names).toContain('app/lambda/image-entry.ts')
  for (const file of own) {
    const text = readFileSync(join(root, file), 'utf8')
    expect(names.filter(name => text.includes(name), file)).toEqual([])
  }
})

test.each(own)('%s imports nothing from outside the package but what package.json names', file => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const text = readFileSync(join(root, file), 'utf8')
  for (const [, specifier = ''] of text.matchAll(/^(?:import|export)\b[^'"\n]*(?:\n[^'"]*)?from '([^']+)'/gm)) {
    const inside = specifier.startsWith('.') && !relative(root, join(root, dirname(file), specifier)).startsWith('..')
    const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''
    expect(inside || isBuiltin(specifier) || name in dependencies, specifier).toBe(true)
  }
})
