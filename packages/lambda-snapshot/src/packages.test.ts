import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { build } from './build.ts'
import type { Build } from './built.ts'
import { leftOut, makeAddons, removeOthers, standsAlone } from './packages.ts'

/** Builds a server of these files: `code.ts` is its code, `core.ts` its own part; `-> path` is a link. */
async function make(files: Record<string, string>): Promise<Build & { root: string }> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'packages-')))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const all = {
    'package.json': '{ "name": "project", "type": "module" }',
    'core.ts': 'export const start = code => code',
    ...files,
  }
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), join(root, file))
    else writeFileSync(join(root, file), text)
  }
  return { root, ...(await build({ root, out: join(root, 'out'), core: 'core.ts', code: 'code.ts', packages: [] })) }
}

const manifest = (name: string, more: object = {}) => JSON.stringify({ name, version: '1.0.0', ...more })

describe('nothing but what is built is needed in the image', () => {
  test.each<[string, Record<string, string>]>([
    ['by code of its own', { 'code.ts': "import './lib.ts'; export const a = import.meta.url", 'lib.ts': '' }],
    [
      "by what uses Node's modules",
      { 'code.ts': "import fs from 'node:fs'; import { Agent } from 'http'; void [fs, Agent]" },
    ],
    ['by JSON', { 'code.ts': "import a from './a.json' with { type: 'json' }; void a", 'a.json': '{}' }],
  ])('%s', async (_what, files) => {
    expect(standsAlone(await make(files))).toBe(true)
  })
})

describe('packages have to be in the image', () => {
  test.each<[string, Record<string, string>]>([
    ['for one that is imported', { 'code.ts': "import 'a'", 'node_modules/a/index.js': '' }],
    [
      'for one that a module imports later',
      { 'code.ts': "const f = () => import('a')", 'node_modules/a/index.js': '' },
    ],
    ['for one that is not there yet', { 'code.ts': "const f = () => import('none')" }],
    ['for what is computed', { 'code.ts': 'const f = name => import(name)' }],
    ['for what awaits', { 'code.ts': 'await 1' }],
    ['for an addon', { 'code.ts': "const f = () => import('./a.node')", 'a.node': '' }],
    ['for a worker', { 'code.ts': "import { Worker } from 'node:worker_threads'; void Worker" }],
    ['for a child', { 'code.ts': "import { fork } from 'child_process'; void fork" }],
    ['for a require of its own', { 'code.ts': "import { createRequire } from 'node:module'; void createRequire" }],
    ['for CommonJS', { 'code.ts': "import './a.cjs'", 'a.cjs': 'const f = name => require(name)' }],
    ['for a module that it asks Node for', { 'code.ts': "const f = () => process.getBuiltinModule('module')" }],
    ['for a path that Node finds', { 'code.ts': "const f = () => import.meta.resolve('a/data.json')" }],
    ['for a path that it writes down', { 'code.ts': "const path = 'node_modules/a/data.json'" }],
    [
      'for what the core imports',
      { 'code.ts': '', 'core.ts': "import a from 'a'; export const start = () => a", 'node_modules/a/index.js': '' },
    ],
  ])('%s', async (_what, files) => {
    expect(standsAlone(await make(files))).toBe(false)
  })
})

describe('of what is missing, those packages are told that the lockfile has for development', () => {
  const lock = JSON.stringify({
    packages: {
      '': {},
      'node_modules/dev': { dev: true },
      'node_modules/@scope/dev': { dev: true },
      'node_modules/there': { dev: true },
      'node_modules/optional': { optional: true },
      'node_modules/other': { dev: true },
    },
  })
  const code = `import 'dev'; import '@scope/dev/deep.js'; import 'there'; const f = () => [import('optional'), import('none'), import('./none.ts'), import('#none'), import('node:none')]`

  test('by name, once', async () => {
    const files = {
      'code.ts': `${code}\nimport 'dev/again'`,
      'package-lock.json': lock,
      'node_modules/there/index.js': '',
    }
    expect(leftOut(await make(files))).toEqual(['dev', '@scope/dev'])
  })

  test('and none without a lockfile', async () => {
    expect(leftOut(await make({ 'code.ts': code, 'node_modules/there/index.js': '' }))).toEqual([])
  })
})

test('what stays in node_modules is what the code imports, what the project depends on, and what those depend on', async () => {
  const built = await make({
    'package.json': '{ "name": "project", "type": "module", "dependencies": { "named": "1" } }',
    'code.ts': "import 'used'; const f = () => import('@scope/later')",
    'core.ts': "import 'of-core/deep.js'; export const start = code => code",
    'node_modules/used/package.json': manifest('used', {
      dependencies: { dep: '1' },
      optionalDependencies: { opt: '1', none: '1' },
    }),
    'node_modules/used/index.js': '',
    'node_modules/used/node_modules/own/package.json': manifest('own'),
    'node_modules/dep/package.json': manifest('dep', { peerDependencies: { peer: '1' } }),
    'node_modules/opt/package.json': manifest('opt', { dependencies: { used: '1' } }),
    'node_modules/peer/package.json': manifest('peer'),
    'node_modules/named/package.json': manifest('named'),
    'node_modules/@scope/later/package.json': manifest('@scope/later'),
    'node_modules/@scope/later/index.js': '',
    'node_modules/@scope/other/package.json': manifest('@scope/other'),
    'node_modules/of-core/package.json': manifest('of-core'),
    'node_modules/of-core/deep.js': '',
    'node_modules/other/package.json': manifest('other'),
    'node_modules/.package-lock.json': '{}',
    'node_modules/.bin/used': '',
  })
  removeOthers(built)
  const left = (path: string) => readdirSync(join(built.root, 'node_modules', path)).sort()
  expect(left('.')).toEqual(['@scope', 'dep', 'named', 'of-core', 'opt', 'peer', 'used'])
  expect(left('@scope')).toEqual(['later'])
  expect(left('used/node_modules')).toEqual(['own'])
})

describe('a package within the project, which npm links,', () => {
  const within = {
    'packages/shop/package.json': manifest('@scope/shop', { exports: './shop.ts', dependencies: { dep: '1' } }),
    'packages/shop/shop.ts': 'export const price: number = 1',
    'packages/tools/package.json': manifest('tools', { dependencies: { other: '1' } }),
    'node_modules/@scope/shop': '-> ../../packages/shop',
    'node_modules/tools': '-> ../packages/tools',
    'node_modules/dep/package.json': manifest('dep'),
    'node_modules/other/package.json': manifest('other'),
  }

  test('stays linked where the code imports it, with what it depends on; any other does not', async () => {
    const built = await make({ ...within, 'code.ts': "import '@scope/shop'" })
    removeOthers(built)
    expect(readdirSync(join(built.root, 'node_modules')).sort()).toEqual(['@scope', 'dep'])
    expect(existsSync(join(built.root, 'node_modules/@scope/shop/shop.ts'))).toBe(true)
    expect(existsSync(join(built.root, 'packages/tools/package.json'))).toBe(true)
  })

  test("is part of the server's own where that imports it, and the code gets the same", async () => {
    const core = "import { price } from '@scope/shop'\nexport const start = code => [code, price]"
    const built = await make({ ...within, 'core.ts': core, 'code.ts': "export * from '@scope/shop'" })
    expect(built.external).toEqual([])
    expect(built.modules.map(({ file }) => file)).toEqual(['code.ts'])
  })
})

describe('a native part', () => {
  const makes = `node -e "const fs = require('fs'); fs.mkdirSync('build/Release', { recursive: true }); fs.writeFileSync('build/Release/a.node', '')"`
  const fails = 'echo no compiler: gyp ERR && exit 1'
  const there = (root: string) => existsSync(join(root, 'node_modules/a/build/Release/a.node'))
  const project = (scripts: object, more: Record<string, string> = {}) => ({
    'package.json': '{ "name": "project", "type": "module", "dependencies": { "a": "1" } }',
    'code.ts': "import 'a'",
    'node_modules/a/package.json': manifest('a', { scripts }),
    'node_modules/a/index.js': '',
    ...more,
  })

  test('that a package makes when it is installed is made', async () => {
    const built = await make(project({ install: `${makes} # prebuild-install` }))
    makeAddons(built)
    expect(there(built.root)).toBe(true)
  })

  test('of a package within another is made too', async () => {
    const built = await make({
      'package.json': '{ "name": "project", "type": "module", "dependencies": { "outer": "1" } }',
      'code.ts': "import 'outer'",
      'node_modules/outer/package.json': manifest('outer', { dependencies: { a: '1' } }),
      'node_modules/outer/index.js': "require('a')",
      'node_modules/outer/node_modules/a/package.json': manifest('a', { scripts: { install: `${makes} # node-gyp` } }),
      'node_modules/outer/node_modules/a/index.js': '',
    })
    makeAddons(built)
    expect(existsSync(join(built.root, 'node_modules/outer/node_modules/a/build/Release/a.node'))).toBe(true)
  })

  test.each<[string, Record<string, string>]>([
    ['beside it', project({ install: 'node-gyp-build' }, { 'node_modules/a/build/Release/a.node': '' })],
    [
      'for this platform',
      project({ install: fails }, { [`node_modules/a/prebuilds/${process.platform}-${process.arch}/a.node`]: '' }),
    ],
    ['in no script', project({ postinstall: 'exit 1' })],
    ['in a package that nothing imports', { ...project({ install: fails }), 'code.ts': '' }],
  ])('that is there is left alone: %s', async (_where, files) => {
    makeAddons(await make(files))
  })

  test.each<[string, Record<string, string>]>([
    ['by its script', project({ install: fails })],
    ['for another platform only', project({ install: fails }, { 'node_modules/a/prebuilds/none-none/a.node': '' })],
  ])('that cannot be made is refused by name, with the ways round it: %s', async (_why, files) => {
    const built = await make(files)
    expect(() => makeAddons(built)).toThrow(
      /^The package a has a native part that it brings for no \w+-\w+ with Node\.js v\d.* has no compiler\. Take a version .*, another package, or a BASE_IMAGE with a compiler\. It is imported by code\.ts\. What its installation said:\n(.*\n)*.*no compiler: gyp ERR/,
    )
  })
})
