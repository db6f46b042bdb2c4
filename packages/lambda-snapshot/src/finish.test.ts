import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { build } from './build.ts'
import { codeFlags } from './code-flags.ts'
import { type Finished, finish } from './finish.ts'
import { type Offered, table } from './report.ts'

const folder = mkdtempSync(join(tmpdir(), 'finish-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Builds a server of these tools, by the names of their files below `tools/`, and of other files. */
async function make(
  tools: Record<string, string>,
  files: Record<string, string> = {},
): Promise<Finished & { out: string }> {
  const root = mkdtempSync(join(folder, 'project-'))
  const names = Object.keys(tools)
  const all: Record<string, string> = {
    'package.json': '{ "type": "module" }',
    'core.ts': 'export const start = code => ({ handler: name => code.tools[name].tell() })',
    'code.ts': "export * as tools from './tools/index.ts'",
    'tools/index.ts': names.map(name => `export { tool as ${name} } from './${name}.ts'`).join('\n'),
    ...Object.fromEntries(names.map(name => [`tools/${name}.ts`, tools[name] ?? ''])),
    ...files,
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const out = join(root, 'out')
  return { out, ...finish(await build({ root, out, core: 'core.ts', code: 'code.ts', packages: [] })) }
}

const tool = (name: string, value = '1') => `export const tool = { name: '${name}', tell: () => ${value} }`

/** What a tool tells in a process that starts from the snapshot. */
function told(out: string, name: string, env: NodeJS.ProcessEnv = {}): unknown {
  const program = join(out, 'program.cjs')
  const call = `require('./app.cjs').handler(${JSON.stringify(name)})`
  writeFileSync(program, `Promise.resolve(${call}).then(answer => console.log(JSON.stringify(answer)))`)
  const NODE_OPTIONS = `--snapshot-blob=${join(out, 'app.blob')}`
  const { stdout, stderr } = spawnSync(process.execPath, [...codeFlags, program], {
    env: { ...env, NODE_OPTIONS },
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

const imports =
  "import fs from 'node:fs'; " +
  "import { hostname, tmpdir } from 'node:os'; import { performance as clock } from 'node:perf_hooks'; " +
  "import { env, pid } from 'node:process'; import { setTimeout as later } from 'node:timers'; import zlib from 'node:zlib'"

const cryptos = "import * as nodeCrypto from 'node:crypto'; import { randomBytes, randomUUID } from 'node:crypto'; "

const reads: [line: string, what: string | RegExp][] = [
  ['export const token = process.env.TOKEN', 'reads process.env.TOKEN'],
  ['export const { STAGE } = process.env', 'reads process.env.STAGE'],
  ['export const imported = env.IMPORTED', 'reads process.env.IMPORTED'],
  ["export const given = 'REGION' in process.env", 'reads process.env.REGION'],
  ["export const own = Object.hasOwn(process.env, 'OWN')", 'reads process.env.OWN'],
  ['export const names = Object.keys(process.env)', 'reads process.env'],
  ['export const copy = { ...process.env }', 'reads process.env'],
  ["process.env.TZ = 'UTC'", 'sets process.env.TZ'],
  ['delete process.env.NODE_DEBUG', 'sets process.env.NODE_DEBUG'],
  ['export const now = Date.now()', 'calls Date.now()'],
  ['export const date = new Date()', 'reads the clock by Date()'],
  ['export const text = Date()', 'reads the clock by Date()'],
  ['export const stamp = new (class extends Date {})()', 'reads the clock by Date()'],
  ['export const local = new Date(2020, 1, 1)', 'makes a date in the local time zone'],
  ["export const parsed = new Date('2020-01-01 00:00')", 'makes a date in the local time zone'],
  [
    'export const zone = new Date(0).getTimezoneOffset()',
    'asks for the time zone by Date.prototype.getTimezoneOffset()',
  ],
  ['export const said = new Date(0).toLocaleString()', 'asks for the time zone by Date.prototype.toLocaleString()'],
  ['export const format = new Intl.DateTimeFormat()', 'makes an Intl.DateTimeFormat, which a snapshot cannot hold'],
  ['export const age = performance.now()', 'calls performance.now()'],
  ['export const origin = performance.timeOrigin', 'reads performance.timeOrigin'],
  ['export const time = clock.now()', 'calls performance.now()'],
  ['export const hrtime = process.hrtime()', 'calls process.hrtime()'],
  ['export const bigint = process.hrtime.bigint()', 'calls process.hrtime.bigint()'],
  ['export const uptime = process.uptime()', 'calls process.uptime()'],
  ['export const id = process.pid', 'reads process.pid'],
  ['export const other = pid', 'reads process.pid'],
  ['export const args = process.argv', 'reads process.argv'],
  ['export const place = process.cwd()', 'calls process.cwd()'],
  ['export const terminal = process.stdout.isTTY', 'reads process.stdout'],
  ["process.on('exit', () => {})", 'calls process.on()'],
  ['export const random = Math.random()', 'calls Math.random()'],
  ['export const uuid = crypto.randomUUID()', 'calls crypto.randomUUID()'],
  ['export const values = crypto.getRandomValues(new Uint8Array(1))', 'calls crypto.getRandomValues()'],
  ['export const nodeUuid = randomUUID()', 'calls crypto.randomUUID()'],
  ['export const bytes = randomBytes(1)', 'calls crypto.randomBytes()'],
  ['export const integer = nodeCrypto.randomInt(9)', 'calls crypto.randomInt()'],
  ['export const host = hostname()', 'calls os.hostname()'],
  ['export const folder = tmpdir()', 'calls os.tmpdir()'],
  ["export const there = fs.existsSync('/etc/hosts')", 'calls fs.existsSync()'],
  ['setTimeout(() => {}, 5)', 'calls setTimeout()'],
  ['later(() => {}, 5)', 'calls timers.setTimeout()'],
  ['export const gzip = zlib.createGzip()', 'calls zlib.createGzip()'],
  ["export const kept = new Blob(['x'])", 'makes a Blob, which a snapshot cannot hold'],
  ['export const headers = new Headers()', 'uses Headers, which Node loads when it is first asked for'],
  ['export const language = navigator.language', 'uses navigator, which Node loads when it is first asked for'],
  ['export const memory = new WebAssembly.Memory({ initial: 1 })', 'calls WebAssembly.Memory()'],
  ["import { Agent } from 'node:http'; export const agent = new Agent()", 'loads node:http'],
  ["import sqlite from 'node:sqlite'; export { sqlite }", 'loads node:sqlite'],
  [
    "import { createRequire } from 'node:module'; export const require = createRequire(import.meta.url)",
    'calls module.createRequire()',
  ],
  ["export const http = process.getBuiltinModule('node:http')", 'loads node:http'],
  ["const { getBuiltinModule } = process; export const tls = getBuiltinModule('tls')", 'loads node:tls'],
  ["export const http2 = Reflect.apply(process.getBuiltinModule, process, ['http2'])", 'loads node:http2'],
  ["export const promised = import('node:https')", 'loads node:https'],
  ["export const promised = import('node:fs')", 'has Node itself load node:fs'],
  ["export * from 'node:_http_outgoing'", 'loads node:_http_outgoing'],
  ["export const util = process.binding('util')", 'calls process.binding()'],
  ['globalThis.added = 1; export {}', 'adds globalThis.added'],
  ["Object.defineProperty(Array.prototype, 'added', { value: 1 }); export {}", 'adds Array.prototype.added'],
  ['JSON.parse = text => text; export {}', 'changes JSON.parse'],
  ['Error.prepareStackTrace = error => String(error); export {}', /^(adds|changes) Error\.prepareStackTrace$/],
  ['Error.stackTraceLimit = 0; export {}', 'changes Error.stackTraceLimit'],
  ['process.added = 1', 'adds process.added'],
  ["process.title = 'server'", 'sets process.title'],
  ["process.emitWarning('odd')", 'calls process.emitWarning()'],
  ['process.setSourceMapsEnabled(true)', 'calls process.setSourceMapsEnabled()'],
  ["console.log('ready')", 'calls console.log()'],
  ["export const when = Date.parse('2020-01-01 00:00')", 'makes a date in the local time zone'],
  ['export const money = (1234.5).toLocaleString()', 'asks for the language by Number.prototype.toLocaleString()'],
  ["export const order = 'a'.localeCompare('b')", 'asks for the language by String.prototype.localeCompare()'],
  [
    "export const { subtle } = crypto; export const key = subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, ['encrypt'])",
    'reads crypto.subtle',
  ],
  ['export const v7 = nodeCrypto.randomUUIDv7?.() ?? crypto.randomUUID()', /^calls crypto\.randomUUID(v7)?\(\)$/],
  [
    "import { setTimeout as sleep } from 'node:timers/promises'; export const slept = sleep(1)",
    'calls timers/promises.setTimeout()',
  ],
  ['export const signal = AbortSignal.timeout(5)', 'calls AbortSignal.timeout()'],
  ["import dns from 'node:dns/promises'; export const resolver = new dns.Resolver()", 'calls dns/promises.Resolver()'],
  ["import v8 from 'node:v8'; v8.setFlagsFromString('--stack-size=900')", 'calls v8.setFlagsFromString()'],
  [
    "import { monitorEventLoopDelay } from 'node:perf_hooks'; export const delay = monitorEventLoopDelay()",
    'calls perf_hooks.monitorEventLoopDelay()',
  ],
]

describe('a module that does this while it loads is loaded when a process starts, and the build says why:', () => {
  let offered: Offered[]
  beforeAll(async () => {
    const tools = reads.map(([line], index) => [
      `tool${index}`,
      `${/nodeCrypto|random(Bytes|UUID)\(/.test(line) ? cryptos : ''}${imports}\n${line}\n${tool(`tool${index}`)}`,
    ])
    offered = (await make(Object.fromEntries(tools))).offered
  }, 120_000)

  test.each(reads.map(([line, what], index) => ({ line, what, index })))('$line', ({ what, index }) => {
    const found = offered.find(({ name }) => name === `tool${index}`)
    const told = typeof what === 'string' ? what : expect.stringMatching(what)
    expect(found).toMatchObject({ how: 'loaded', because: { what: told, chain: [`tools/tool${index}.ts`] } })
    if (!/^(loads|adds|changes|has Node)/.test(found?.because?.what ?? ''))
      expect(found?.because?.place).toBe(`tools/tool${index}.ts:2`)
  })
})

describe('a CommonJS module that gets hold of one of Node by another way than its own require is loaded, and the build says why:', () => {
  const ways: [line: string, what: string][] = [
    ["module.require('node:http')", 'loads node:http'],
    ["require.cache[__filename].require('http')", 'loads node:http'],
    ["module.constructor._load('http')", 'loads node:http'],
    ["module.constructor.createRequire(__filename)('http')", 'calls module.createRequire()'],
    ["module._compile('require(\\'tls\\')', __filename)", 'loads node:tls'],
    ["module.require('./beside.cjs')", 'has Node itself load ./beside.cjs'],
    ["require('module')", 'loads node:module'],
  ]
  let offered: Offered[]
  beforeAll(async () => {
    const tools = ways.map((_, index) => [`tool${index}`, `import '../lib/way${index}.cjs'\n${tool(`tool${index}`)}`])
    const files = ways.map(([line], index) => [`lib/way${index}.cjs`, `module.exports = ${line}`])
    offered = (await make(Object.fromEntries(tools), { ...Object.fromEntries(files), 'lib/beside.cjs': '' })).offered
  }, 120_000)

  test.each(ways.map(([line, what], index) => ({ line, what, index })))('$line', ({ what, index }) => {
    const chain = [`tools/tool${index}.ts`, `lib/way${index}.cjs`]
    expect(offered.find(({ name }) => name === `tool${index}`)?.because).toMatchObject({ what, chain })
  })

  test("but not by a module's own require of what a snapshot can hold", async () => {
    const { offered } = await make(
      { path: `import '../lib/path.cjs'\n${tool('path')}` },
      { 'lib/path.cjs': "require('path'); module.require('node:util'); process.getBuiltinModule('zlib')" },
    )
    expect(offered).toMatchObject([{ name: 'path', how: 'frozen' }])
  })
})

describe('a tool is loaded by Node, and the build says why, if it imports', () => {
  const taken =
    'export const a = () => { function module() {} return module }; const module = () => {}; export { module }'
  const ways: [what: string, code: string, reason: string, more: string][] = [
    ['what has a name of the pack', taken, 'has a function or a class whose name esbuild does not keep', ' (it prints'],
    ['a data URL', "import 'data:text/javascript,1'; export const a = 1", 'imports data:text/javascript,1', ', which'],
  ]
  test.each(ways)('%s', async (_what, code, reason, more) => {
    const { offered } = await make(
      { one: `import { a } from '../lib/other.mjs'; void a\n${tool('one')}`, two: tool('two') },
      { 'lib/other.mjs': code },
    )
    const what = offered.find(({ name }) => name === 'one')?.because?.what
    expect(what).toContain(`has Node itself load lib/other.mjs, which ${reason}${more}`)
  })
})

test('where a tool awaits while it loads, each is listed with its own reason', async () => {
  const { offered } = await make(
    {
      waits: `const later = await 1\n${tool('waits', 'later')}`,
      uses: `import { a } from '../lib/other.mjs'\n${tool('uses', 'a')}`,
      reads: `const region = process.env.REGION\n${tool('reads', 'region')}`,
      plain: tool('plain'),
    },
    { 'lib/other.mjs': 'export const a = await 1' },
  )
  expect(Object.fromEntries(offered.map(({ name, because }) => [name, because?.what]))).toEqual({
    waits: 'awaits something while it loads',
    uses: 'imports lib/other.mjs, which awaits something while it loads',
    reads: 'reads process.env.REGION',
    plain: undefined,
  })
})

const harmless = `
import { env } from 'node:process'
const { now } = Date
class Stamp extends Date {}
const epoch = new Date(0)
const reader = () => process.env.MARKER
console.log
export const tool = {
  name: 'harmless',
  async tell() {
    const { createServer } = await import('node:http')
    return [reader(), env.MARKER, now() > 1e12 && Date.now() > 1e12 && new Stamp() > 1e12, crypto.randomUUID().length,
      epoch.getTime(), typeof createServer, Object.keys(process.env).includes('NODE_OPTIONS'), Date === new Date().constructor]
  },
}`

describe('a module that only prepares itself', () => {
  let made: Awaited<ReturnType<typeof make>>
  beforeAll(async () => {
    vi.stubEnv('BUILD_SECRET', 'the-secret-of-the-build')
    vi.spyOn(console, 'warn')
    const client =
      "import greet from 'greet'\nexport const tool = { name: 'client', tell: () => [greet.text, greet.region] }"
    made = await make(
      {
        harmless,
        client,
        fresh:
          "const drawn = [Math.random(), crypto.randomUUID()]\nexport const tool = { name: 'fresh', tell: () => drawn }",
      },
      { 'node_modules/greet/index.js': "exports.text = 'hello'; exports.region = process.env.REGION" },
    )
    vi.unstubAllEnvs()
  }, 120_000)

  test('is frozen, and asks the process that is restored', () => {
    expect(made.offered.find(({ name }) => name === 'harmless')).toEqual({
      group: 'tools',
      name: 'harmless',
      file: 'tools/harmless.ts',
      how: 'frozen',
      ms: 0,
    })
    expect(told(made.out, 'harmless', { MARKER: 'one' })).toEqual(['one', 'one', true, 36, 0, 'function', false, true])
  })

  test('is loaded where a package that it imports is, and a client sees the environment that serves', () => {
    expect(table(made.offered)).toMatch(
      /^tool client +loaded +\d+\.\d ms {2}greet\/index\.js:1 reads process\.env\.REGION$/m,
    )
    expect(told(made.out, 'client', { REGION: 'eu-west-1' })).toEqual(['hello', 'eu-west-1'])
  })

  test('has nothing that another process drew', () => {
    const [one, other] = [told(made.out, 'fresh'), told(made.out, 'fresh')] as [unknown[], unknown[]]
    expect(one[0]).not.toBe(other[0])
    expect(one[1]).not.toBe(other[1])
  })

  test("has nothing of the build's environment in its snapshot", () => {
    const blob = readFileSync(join(made.out, 'app.blob'))
    expect(blob.includes('BUILD_SECRET')).toBe(false)
    expect(blob.includes('the-secret-of-the-build')).toBe(false)
  })

  test("leaves Node's own modules compiled for the flags of Lambda", () => {
    const program = join(made.out, 'loading.cjs')
    writeFileSync(program, "require('node:http')")
    const restored = [...codeFlags, '--snapshot-blob', join(made.out, 'app.blob'), '--profile-deserialization']
    const { stdout } = spawnSync(process.execPath, [...restored, program], { env: {}, encoding: 'utf8' })
    expect(stdout.match(/Deserializing from/g)?.length).toBeGreaterThan(5)
    expect(stdout).not.toContain('failed check')
  })

  test('has a snapshot of a form that is known: what no server loads could be left out', () => {
    expect(console.warn).not.toHaveBeenCalled()
  })

  test('is reported beside what was built', () => {
    expect(JSON.parse(readFileSync(join(made.out, 'build.json'), 'utf8'))).toMatchObject({
      snapshot: true,
      notes: [],
      offered: made.offered,
    })
  })
})

test('a module that holds what V8 cannot write down is found and left out, and it alone', async () => {
  const { out, offered } = await make({
    before: tool('before'),
    held: `import vm from 'node:vm'\nconst script = new vm.Script('1 + 1')\n${tool('held', 'script.runInThisContext()')}`,
    after: tool('after'),
  })
  expect(offered.map(({ name, how }) => [name, how])).toEqual(
    expect.arrayContaining([
      ['before', 'frozen'],
      ['held', 'loaded'],
      ['after', 'frozen'],
    ]),
  )
  expect(told(out, 'held')).toBe(2)
})

test('two that share a module are loaded together where their order may count', async () => {
  const { offered } = await make(
    {
      first: `import plugins from 'plugins'\nplugins.push(process.env.PLUGIN)\n${tool('first')}`,
      second: `import plugins from 'plugins'\nconst known = plugins.length\n${tool('second', 'known')}`,
      third: tool('third'),
    },
    { 'node_modules/plugins/index.js': 'module.exports = []' },
  )
  expect(offered.find(({ name }) => name === 'second')?.because?.what).toMatch(
    /^shares node_modules\/plugins\/index\.js with tools\/first\.ts/,
  )
  expect(offered.find(({ name }) => name === 'third')?.how).toBe('frozen')
})

test('JSON that the server itself has, too, is what it is under Node, by whichever way', async () => {
  const { out } = await make(
    {
      manifest:
        "import { createRequire } from 'node:module'\nimport one from '../package.json' with { type: 'json' }\n" +
        "const require = createRequire(import.meta.url)\nconst two = require('../package.json')\n" +
        tool('manifest', '[one.type, two === one, require(process.cwd() + "/package.json") === one]'),
    },
    {
      'core.ts':
        "import pkg from './package.json' with { type: 'json' }\n" +
        'export const start = code => ({ handler: name => code.tools[name].tell(), pkg })',
    },
  )
  expect(told(out, 'manifest')).toEqual(['module', true, true])
})

test('what a module begins while it loads, and goes on with later, is its own business', async () => {
  const { blob, offered } = await make({
    first: tool('first'),
    later: `const read = async () => { await null; await 1; return process.env.LATER }\nconst region = read()\n${tool('later', 'region')}`,
  })
  expect(blob).toBeDefined()
  expect(offered).toMatchObject([
    { name: 'first', how: 'frozen' },
    { name: 'later', how: 'loaded', because: { what: 'reads process.env.LATER', place: 'tools/later.ts:1' } },
  ])
})

test('what a module that only Node loads begins costs no other its place in the snapshot', async () => {
  const { blob, offered } = await make(
    {
      first: tool('first'),
      awaits:
        "import { setImmediate as turn } from 'node:timers/promises'\nconst read = async () => { await turn(); return process.env.LATER ?? fetch }\n" +
        `const later = read()\nawait turn()\n${tool('awaits', 'later')}`,
    },
    { 'core.ts': 'export const start = async code => ({ handler: name => code.tools[name].tell() })' },
  )
  expect(blob).toBeDefined()
  expect(offered.map(({ name, how }) => [name, how])).toEqual([
    ['awaits', 'loaded'],
    ['first', 'frozen'],
  ])
})

describe('what is loaded after a tool that', () => {
  const how = async (line: string) => {
    const middle = `import Module from '../lib/module.cjs'\n${line}\n${tool('middle')}`
    const { offered } = await make(
      { first: tool('first'), middle, last: tool('last') },
      { 'lib/module.cjs': 'module.exports = module.constructor' },
    )
    return Object.fromEntries(offered.map(({ name, how, because }) => [name, because?.what ?? how]))
  }

  test('adds a way to load files of another kind is frozen', async () => {
    expect(await how("Module._extensions['.hbs'] = () => {}")).toEqual({
      ...{ first: 'frozen', last: 'frozen', middle: 'adds a way to load .hbs' },
    })
  })

  test.each([
    'const { require: own } = Module.prototype; Module.prototype.require = function (...args) { return own.apply(this, args) }',
    "const own = Module._extensions['.js']; Module._extensions['.js'] = (...args) => own(...args)",
  ])('wants to see it is not: %s', async line => {
    expect(await how(line)).toEqual({
      first: 'frozen',
      middle: 'changes how Node loads modules',
      last: 'is loaded after tools/middle.ts, which changes how Node loads modules',
    })
  })
})

describe('a tool that cannot be loaded in the build', () => {
  const needs = (line: string, value = '42') => `${line}\n${tool('needs', value)}`
  const reads = "export const table = process.env.TABLE\nif (!table) throw new Error('no TABLE')"

  test.each<[string, Record<string, string>, string]>([
    ['throws', { needs: needs("if (!process.env.TABLE) throw new Error('no TABLE')") }, 'tools/needs.ts'],
    [
      'throws in a module that another tool has first',
      { early: `import '../lib/table.ts'\n${tool('early')}`, needs: needs("import { table } from '../lib/table.ts'") },
      'lib/table.ts',
    ],
    [
      'needs what is not made, and throws for that as well',
      { needs: needs("import { Base } from '../lib/base.ts'\nclass Own extends Base {}", 'new Own().answer') },
      'lib/base.ts',
    ],
    ['throws in a package', { needs: needs("import 'strict'") }, 'node_modules/strict/index.js'],
    ['ends the process', { needs: needs('if (!process.env.TABLE) process.exit(1)') }, 'tools/needs.ts'],
  ])('is alone in that: it %s', async (_how, tools, thrower) => {
    const { out, notes, loads, offered } = await make(
      { first: tool('first'), ...tools, last: tool('last') },
      {
        'lib/table.ts': reads,
        'lib/base.ts': `${reads}\nexport class Base { answer = 42 }`,
        'node_modules/strict/index.js': "if (!process.env.TABLE) throw new Error('no TABLE')\nrequire('./after')",
        'node_modules/strict/after.js': '',
      },
    )
    expect(loads).toBe(false)
    expect(notes).toEqual([
      expect.stringContaining(`${thrower} cannot be loaded in the build, so it is not frozen, and neither is what`),
    ])
    const how = Object.fromEntries(offered.map(({ name, how }) => [name, how]))
    expect(how).toMatchObject({ first: 'frozen', needs: 'loaded', last: 'frozen' })
    const because = offered.find(({ name }) => name === 'needs')?.because
    expect(because).toMatchObject({ what: expect.stringMatching(/TABLE|process\.exit/) })
    expect(because?.chain.at(-1)).toBe(thrower)
    expect(['first', 'needs', 'last'].map(name => told(out, name, { TABLE: 't' }))).toEqual([1, 42, 1])
  })

  test('by what it awaits leaves the others frozen', async () => {
    const { out, notes, offered } = await make(
      { first: tool('first'), needs: needs("await (process.env.TABLE || Promise.reject(new Error('no TABLE')))") },
      { 'core.ts': 'export const start = async code => ({ handler: name => code.tools[name].tell() })' },
    )
    expect(notes).toEqual([expect.stringMatching(/^The server cannot be started in the build: Error: no TABLE\n/)])
    expect(offered).toEqual([])
    expect(existsSync(join(out, 'app.blob'))).toBe(true)
  })

  test.each([
    ['rejects what nobody waits for', "Promise.reject(new Error('no TABLE'))"],
    ['throws a moment later', "setTimeout(() => { throw new Error('no TABLE') })"],
    ['ends the process a moment later', 'setImmediate(() => process.exit(1))'],
  ])('is loaded all the same where it %s', async (_how, line) => {
    const { loads, offered } = await make({ first: tool('first'), needs: needs(`if (!process.env.TABLE) ${line}`) })
    expect(loads).toBe(true)
    expect(offered).toMatchObject([
      { name: 'first', how: 'frozen' },
      { name: 'needs', how: 'loaded', because: { what: 'reads process.env.TABLE' } },
    ])
  })
})

describe('an import that leads nowhere', () => {
  const needs = (statement: string) => ({ needs: `${statement}\n${tool('needs')}` })
  const message = (files: Record<string, string>, more?: Record<string, string>) =>
    make(files, more).then(
      () => 'It is built.',
      (error: Error) => error.message,
    )

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    [
      'a package',
      needs("import none from '@no/such/part.js'"),
      {},
      'tools/needs.ts imports @no/such/part.js, which is not there. It is imported by tools/index.ts, by code.ts. ' +
        'Install it: npm install @no/such. If it is installed, it has no such part: npm start would fail as well.',
    ],
    [
      'a file',
      needs("export * from './none.ts'"),
      {},
      'tools/needs.ts imports ./none.ts, which is not there. It is imported by tools/index.ts, by code.ts. ' +
        'Correct the path: npm start would fail as well.',
    ],
    [
      'an import of the project',
      needs("import '#none'"),
      {},
      'tools/needs.ts imports #none, which is not there. It is imported by tools/index.ts, by code.ts. ' +
        'Name it among the "imports" of package.json: npm start would fail as well.',
    ],
    [
      'what a package depends on',
      needs("import 'outer'"),
      {
        'node_modules/outer/package.json': '{ "type": "module", "exports": "./a.js" }',
        'node_modules/outer/a.js': "import 'peer'",
      },
      'node_modules/outer/a.js imports peer, which is not there. It is imported by tools/needs.ts, by tools/index.ts, by code.ts. ' +
        'Install it: npm install peer. If it is installed, it has no such part: npm start would fail as well.',
    ],
  ])('is refused, with the way to it and the remedy: %s', async (_what, tools, files, expected) => {
    expect(await message(tools, files)).toBe(expected)
  })

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['in an import()', needs("const f = () => import('none')"), {}],
    [
      'that CommonJS tries',
      needs("import 'tries'"),
      { 'node_modules/tries/index.js': "try { require('none') } catch {}" },
    ],
    [
      'but for Node',
      needs("import 'data:text/javascript,1'; import './with%20space.ts?1'"),
      { 'tools/with space.ts': '' },
    ],
  ])('is none %s', async (_what, tools, files) => {
    expect(await message(tools, files)).toBe('It is built.')
  })
})

test('what cannot be loaded in the build is told by its message, and its places in the project alone', async () => {
  const { notes } = await make(
    { needs: `import { need } from '../lib/need.ts'\n\nneed('TABLE')\n${tool('needs')}` },
    {
      'lib/need.ts':
        "export function need(name: string) {\n  if (!process.env[name]) throw new TypeError('no ' + name + '\\nof two lines')\n}",
    },
  )
  expect(notes).toEqual([
    expect.stringMatching(
      /^tools\/needs\.ts cannot be loaded in the build, .*: TypeError: no TABLE\nof two lines\n {4}at need \(lib\/need\.ts:2:\d+\)\n {4}at tools\/needs\.ts:3:\d+\n( {4}at .+\n)*Where it serves, it has to load: .*$/,
    ),
  ])
})

describe("a server's own part", () => {
  const made = (lines: string) =>
    make(
      { ping: tool('ping') },
      { 'core.ts': `${lines}\nexport const start = code => ({ handler: () => [used, code] })` },
    )

  test.each([
    ['const used = process.env.REGION', 'core.ts:1 reads process.env.REGION'],
    ["import used from 'node:https'", 'core.ts:1 loads node:https'],
    ["const used = process.getBuiltinModule('node:tls')", 'core.ts:1 loads node:tls'],
  ])('that must not be in a snapshot is started without one, and a note names the place: %s', async (line, what) => {
    const { blob, notes } = await made(line)
    expect(blob).toBeUndefined()
    expect(notes).toEqual([
      `There is no snapshot, as none can hold what the server's own part does while it loads:\n  ${what}`,
    ])
  })

  test('that cannot be frozen after its warm-up is told with the place', async () => {
    const { blob, notes } = await made(
      'const used = 1\nexport const warmUp = () => {\n  globalThis.kept = new WebSocket.constructor()\n}',
    )
    expect(blob).toBeUndefined()
    expect(notes).toEqual([
      expect.stringMatching(
        /cannot be frozen: (.|\n)*\nWhile it warms up:\n {2}core\.ts:3 uses WebSocket, which Node loads/,
      ),
    ])
  })

  test("may have those of Node's modules that V8 can write down", async () => {
    const { blob, notes } = await made("import used from 'node:module'\nused.createRequire('/none')")
    expect(notes).toEqual([])
    expect(blob).toBeDefined()
  })
})

test.each([
  ['what V8 cannot write down', "import vm from 'node:vm'\nconst held = new vm.Script('1')\n"],
  ['what never ends', "import { createServer } from 'node:net'\nconst held = createServer().listen(0)\n"],
])("a server's own part that holds %s is started without a snapshot, and a note says so", async (_what, held) => {
  const { out, blob, notes, offered } = await make(
    { ping: tool('ping') },
    { 'core.ts': `${held}export const start = code => ({ handler: name => code.tools[name].tell(), held })` },
  )
  expect(blob).toBeUndefined()
  expect(notes).toEqual([expect.stringMatching(/^There is no snapshot, as .*the server's own part /)])
  expect((notes[0] ?? '').length).toBeLessThan(2000) // And not a page of V8's.
  expect(offered).toMatchObject([{ name: 'ping', how: 'loaded' }])
  expect(readdirSync(out).filter(name => /blob|seal|restored/.test(name))).toEqual([])
})
