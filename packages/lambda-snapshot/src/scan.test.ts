import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { scan } from './scan.ts'

/** A project of these files; `-> path` is a link. */
function project(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'scan-')))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [file, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), join(root, file))
    else writeFileSync(join(root, file), text)
  }
  return root
}

const scanned = (files: Record<string, string>) => scan(project(files), 'main.ts')

describe('finds what an import leads to:', () => {
  test.each<[string, string, Record<string, string>, Record<string, string>]>([
    ['a file', "import './a.ts'", { 'a.ts': '' }, { './a.ts': 'a.ts' }],
    ['what is exported on', "export * from './a.ts'", { 'a.ts': '' }, { './a.ts': 'a.ts' }],
    ['what is imported when it runs', "const f = () => import('./a.ts')", { 'a.ts': '' }, { './a.ts': 'a.ts' }],
    ['a text put together', "import('./a' + '.ts')", { 'a.ts': '' }, { './a.ts': 'a.ts' }],
    ['JSON', "import a from './a.json' with { type: 'json' }", { 'a.json': '{}' }, { './a.json': 'a.json' }],
    ['an addon', "import './a.node'", { 'a.node': '\0' }, { './a.node': 'a.node' }],
    ['a package', "import 'a'", { 'node_modules/a/index.js': '' }, { a: 'node_modules/a/index.js' }],
    [
      'a package, by the condition of an import',
      "import 'a'",
      {
        'node_modules/a/package.json': '{"exports":{"browser":"./b.js","require":"./c.cjs","node":"./a.js"}}',
        'node_modules/a/a.js': '',
      },
      { a: 'node_modules/a/a.js' },
    ],
    [
      'a package behind a link',
      "import 'a'",
      { 'libs/a/index.js': '', 'node_modules/a': '-> ../libs/a' },
      { a: 'libs/a/index.js' },
    ],
    [
      'what the project calls itself',
      "import 'self/a'",
      { 'package.json': '{"name":"self","type":"module","exports":{"./a":"./a.ts"}}', 'a.ts': '' },
      { 'self/a': 'a.ts' },
    ],
    [
      'an import of the project',
      "import '#a'",
      { 'package.json': '{"type":"module","imports":{"#a":{"node":"./a.ts","default":"./b.ts"}}}', 'a.ts': '' },
      { '#a': 'a.ts' },
    ],
    ['nothing in a comment', "// import './a.ts'", { 'a.ts': '' }, {}],
    ['nothing for a type', "import type { A } from './a.ts'; export type B = A", { 'a.ts': '' }, {}],
  ])('%s', async (_name, main, files, imports) => {
    const { modules, missing } = await scanned({ ...files, 'main.ts': main })
    expect(modules.get('main.ts')?.imports).toEqual(imports)
    expect([...modules.keys()].sort()).toEqual(['main.ts', ...Object.values(imports)].sort())
    expect(missing).toEqual([])
  })
})

test('a require is resolved by its own condition, and kept apart', async () => {
  const { modules } = await scanned({
    'main.ts': "import './a.cjs'",
    'a.cjs': "require('a'); import('a'); require.resolve('b'); try { require('c') } catch {}",
    'node_modules/a/package.json': '{"exports":{"import":"./a.mjs","require":"./a.cjs"}}',
    'node_modules/a/a.mjs': '',
    'node_modules/a/a.cjs': '',
    'node_modules/b/index.js': '',
  })
  expect(modules.get('a.cjs')).toMatchObject({
    requires: { a: 'node_modules/a/a.cjs' },
    imports: { a: 'node_modules/a/a.mjs' },
  })
  expect(modules.has('node_modules/b/index.js')).toBe(false)
})

test('what leads nowhere is told, with who asks for it, and is no failure', async () => {
  const { missing, modules } = await scanned({
    'main.ts':
      "import 'node:fs'; import 'fs'; import './a.cjs'; const f = () => [import('none'), import('#none'), import('shut/inner')]",
    'node_modules/shut/package.json': '{"exports":"./index.js"}',
    'a.cjs': "try { require('bufferutil') } catch {} try { require('./none.js') } catch {} require('node:sqlite')",
  })
  expect(missing).toEqual([
    { importer: 'main.ts', specifier: 'none', code: 'MODULE_NOT_FOUND' },
    { importer: 'main.ts', specifier: '#none', code: 'MODULE_NOT_FOUND' },
    { importer: 'main.ts', specifier: 'shut/inner', code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' },
    { importer: 'a.cjs', specifier: 'bufferutil', code: 'MODULE_NOT_FOUND' },
    { importer: 'a.cjs', specifier: './none.js', code: 'MODULE_NOT_FOUND' },
  ])
  expect([...modules.keys()]).toEqual(['main.ts', 'a.cjs'])
})

describe('knows how Node would load it:', () => {
  const untold = { 'node_modules/a/package.json': '{"name":"a"}' }
  test.each<[string, string, Record<string, string>, string]>([
    ['.mjs', 'a.mjs', {}, 'esm'],
    ['.cjs', 'a.cjs', {}, 'cjs'],
    ['.mts', 'a.mts', {}, 'esm'],
    ['.cts', 'a.cts', {}, 'cjs'],
    ['.ts in a project of modules', 'a.ts', {}, 'esm'],
    ['.js below a package.json of another type', 'b/a.js', { 'b/package.json': '{"type":"commonjs"}' }, 'cjs'],
    ['.js of a package that does not say', 'node_modules/a/a.js', untold, 'cjs'],
    [
      'an ES module of a package that does not say',
      'node_modules/a/a.js',
      { ...untold, 'node_modules/a/a.js': 'export const a = 1' },
      'esm',
    ],
    ['.json', 'a.json', { 'a.json': '1' }, 'json'],
    ['.node', 'a.node', {}, 'other'],
    ['.wasm', 'a.wasm', {}, 'other'],
    ['no extension', 'a', {}, 'other'],
  ])('%s', async (_name, file, files, kind) => {
    const { modules } = await scanned({ [file]: '', ...files, 'main.ts': `import('./${file}')` })
    expect(modules.get(file)?.kind).toBe(kind)
  })
})

test('the text is JavaScript: without types, mark of order and script line, and each line where it was', async () => {
  const { modules } = await scanned({
    'main.ts': '\uFEFFtype A = {\n  a: 1\n}\nimport "./a.cjs"\nexport const b = 1 as number',
    'a.cjs': '#!/usr/bin/env node\nexports.a = 1',
  })
  expect(modules.get('main.ts')?.source.split('\n')[3]).toBe('import "./a.cjs"')
  expect(modules.get('main.ts')?.source).not.toMatch(/number|\uFEFF|type/)
  expect(modules.get('a.cjs')?.source).toBe('\nexports.a = 1')
})

describe('a file that cannot be read', () => {
  test.each<[string, string, RegExp]>([
    ['JavaScript', 'export const a = {\n  b:\n}', /^tools\/a\.ts:\d+ cannot be read: .+\. /],
    ['types', 'interface A {\n  b: \n', /^tools\/a\.ts(:\d+)? cannot be read: .+\. /],
    [
      'TypeScript that needs more than its types taken away',
      'export enum A { B }',
      /^tools\/a\.ts(:\d+)? cannot be read: .*enum.*\. /,
    ],
    [
      'an export that is not there',
      "import { none } from './b.ts'; export { none }",
      /^tools\/a\.ts:1 cannot be read: .*none.*\. /,
    ],
  ])('is refused by its place, the way to it and the remedy: %s', async (_name, text, message) => {
    const found = scanned({
      'main.ts': "export * as tools from './tools/index.ts'",
      'tools/index.ts': "export * from './a.ts'",
      'tools/a.ts': text,
      'tools/b.ts': 'export const b = 1',
    }).catch(error => error.message)
    expect(await found).toMatch(message)
    expect(await found).toMatch(
      / It is imported by tools\/index\.ts, by main\.ts\. Correct it: npm start would fail as well\.$/,
    )
  })

  test.each<[string, string, Record<string, string>]>([
    ['of a package', "import 'a'", { 'node_modules/a/index.js': 'module.exports = {{' }],
    ['that is imported when a tool runs', "const f = () => import('./a.ts')", { 'a.ts': 'const a = ;' }],
    ['that a module tries', "import './b.cjs'", { 'b.cjs': "try { require('./a.cjs') } catch {}", 'a.cjs': '{{' }],
    ['that Node reads', "import './a.cjs'", { 'a.cjs': 'with ({}) { void 0 } <!-- as of old' }],
    ['of JSON', "const f = () => import('./a.json')", { 'a.json': '{' }],
  ])('is left to Node: one %s', async (_name, main, files) => {
    const { modules } = await scanned({ 'main.ts': main, ...files })
    expect([...modules.values()].filter(({ unpacked }) => unpacked !== undefined)).toEqual([
      expect.objectContaining({ unpacked: expect.stringMatching(/^cannot be read by esbuild: /) }),
    ])
  })
})
