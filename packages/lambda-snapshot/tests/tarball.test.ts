import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installPacked, isForDevelopment, link, type PackedPackage } from '../../../testing/packed-package.ts'
import { codeFlags } from '../src/code-flags.ts'

// The package as others have it. The README's example is tried with it.

const here = join(import.meta.dirname, '..')
const project = realpathSync(mkdtempSync(join(tmpdir(), 'tarball-')))
const readme = readFileSync(join(here, 'README.md'), 'utf8')
let packed: PackedPackage
afterAll(() => rmSync(project, { recursive: true }))

const run = (program: string, args: string[], env: NodeJS.ProcessEnv = process.env) =>
  execFileSync(program, args, { cwd: project, encoding: 'utf8', env, stdio: 'pipe' })
const node = (...args: string[]) => run(process.execPath, args, {})

beforeAll(() => {
  packed = installPacked(here, project)
}, 120_000)

test('what is packed is JavaScript with its types, and nothing for those who work on it', () => {
  const { files, installed, manifest } = packed
  expect(files.filter(isForDevelopment)).toEqual([])
  expect(files).toEqual(
    expect.arrayContaining(['README.md', 'src/index.js', 'src/index.d.ts', 'programs/guard.cjs', 'runtime/launch.sh']),
  )
  expect(readFileSync(join(installed, 'LICENSE'), 'utf8')).toContain('MIT')
  expect(manifest).toMatchObject({ name: 'lambda-snapshot', type: 'module' })
  expect(manifest).not.toHaveProperty('private')
  expect(manifest).not.toHaveProperty('scripts')
})

describe('the example of the README', () => {
  let printed: string
  beforeAll(() => {
    printed = node('build.js')
  }, 120_000)

  /** What a process answers that is started from what was built. */
  function greeted(...flags: string[]): string {
    const call = "require('./dist/app.cjs').handler({ tool: 'greet', name: 'Ada' }).then(console.log)"
    writeFileSync(join(project, 'call.cjs'), call)
    return run(process.execPath, [...codeFlags, ...flags, 'call.cjs'], { GREETING: 'Good day' }).trim()
  }

  test('prints what the README says', () => {
    const [, said = ''] = /```\n(tool greet .*)\n```/.exec(readme) ?? []
    const withoutTime = (line: string) => line.trim().replace(/\d+\.\d ms/, 'ms')
    expect(withoutTime(printed)).toBe(withoutTime(said))
  })

  test('serves with its snapshot and without', () => {
    expect(greeted('--snapshot-blob', 'dist/app.blob')).toBe('Good day, Ada!')
    expect(greeted()).toBe('Good day, Ada!')
  })

  test('makes each file that the README lists, and no other', () => {
    const [, table = ''] = /## What is in the folder\n(.*?)\n## /s.exec(readme) ?? []
    const cells = [...table.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell)
    const listed = cells.flatMap(cell => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
    const found = (pattern: string) => globSync(pattern, { cwd: join(project, 'dist') })
    const missing = listed.filter(pattern => pattern !== 'app.mjs' && found(pattern).length === 0)
    expect(missing).toEqual([])
    expect(found('*').filter(file => !listed.some(pattern => found(pattern).includes(file)))).toEqual([])
  })
})

test("the core gets the package's own small classes, of fetch and of node:http", () => {
  link('light-my-request', here, project)
  const core = [
    "import inject from 'light-my-request'",
    'const serve = (req, res) => res.end(new Headers({ a: req.method }).getSetCookie().join())',
    "export const start = () => ({ handler: async () => (await inject(serve, '/')).payload })",
  ]
  writeFileSync(join(project, 'core.js'), core.join('\n'))
  writeFileSync(
    join(project, 'build-core.js'),
    `import { build, finish } from 'lambda-snapshot'
    const built = await build({ root: '.', out: 'core', core: 'core.js', packages: ['light-my-request'] })
    console.log(JSON.stringify(finish(built).notes))`,
  )
  expect(JSON.parse(node('build-core.js'))).toEqual([])
  writeFileSync(
    join(project, 'call-core.cjs'),
    "require('./core/app.cjs').handler().then(console.log, error => console.log(error.message))",
  )
  const answer = node(...codeFlags, '--snapshot-blob', 'core/app.blob', 'call-core.cjs')
  expect(answer).toMatch(/^Headers\.getSetCookie is not there: /)
})

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('a program in TypeScript sees its types: module %s, resolution %s', (module, moduleResolution) => {
  writeFileSync(
    join(project, 'user.ts'),
    `import { type Build, type BuildOptions, build, explain, finish, type Offered } from 'lambda-snapshot'
    export const options: BuildOptions = { root: '/', out: 'dist', core: 'server.js', packages: ['zod'] }
    const built: Build = await build(options)
    export const offered: Offered[] = finish(built, { snapshot: false }).offered
    export const text: string = offered.map(explain).join()
    // @ts-expect-error
    await build({ root: '/', out: 'dist', core: 1, packages: [] })
    // @ts-expect-error
    export const number: number = text
    `,
  )
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const flags = ['--noEmit', '--strict', '--target', 'es2024', '--ignoreConfig']
  node(compiler, ...flags, '--module', module, '--moduleResolution', moduleResolution, 'user.ts')
})
