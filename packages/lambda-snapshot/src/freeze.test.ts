import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { lambdaFlags } from '../../bench/candidates.ts'
import { freeze } from './freeze.ts'

const folder = mkdtempSync(join(tmpdir(), 'freeze-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

const entry = `
export * from './tool.ts'
export const freeze = async () => ({ handler: answer })
import { answer } from './tool.ts'
`

/** Bundles a server of one module, and a package beside it, and makes its snapshot. */
function build(tool: string, inPackage = ''): string {
  const built = mkdtempSync(join(folder, 'server-'))
  const files = { 'entry.ts': entry, 'tool.ts': tool, 'node_modules/package/index.js': inPackage }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(built, path)), { recursive: true })
    writeFileSync(join(built, path), text)
  }
  execFileSync(process.execPath, ['scripts/build.ts', '--server', join(built, 'entry.ts'), join(built, 'dist')])
  freeze(join(built, 'dist'))
  return join(built, 'dist')
}

/** What the server of a build answers in a process that is restored. */
function answerOf(dist: string, env: NodeJS.ProcessEnv = {}): unknown {
  const program = join(dist, 'program.cjs')
  writeFileSync(program, "require('./app.cjs').handler().then(answer => console.log(JSON.stringify(answer)))")
  const printed = execFileSync(process.execPath, ['--snapshot-blob', join(dist, 'app.blob'), program], { env })
  return JSON.parse(printed.toString())
}

/** Why there is no snapshot of a server. */
function whyNot(tool: string, inPackage?: string): string {
  try {
    build(tool, inPackage)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'there is one'
}

const imports =
  "import * as nodeCrypto from 'node:crypto'; import { randomBytes, randomUUID } from 'node:crypto'; " +
  "import { hostname, tmpdir } from 'node:os'; import { performance as clock } from 'node:perf_hooks'; " +
  "import { env, pid } from 'node:process'; import 'package'"

const reads: [line: string, what: string][] = [
  ['export const token = process.env.TOKEN', 'reads process.env.TOKEN'],
  ['export const { STAGE } = process.env', 'reads process.env.STAGE'],
  ['export const imported = env.IMPORTED', 'reads process.env.IMPORTED'],
  ["export const given = 'REGION' in process.env", 'reads process.env.REGION'],
  ["export const own = Object.hasOwn(process.env, 'OWN')", 'reads process.env.OWN'],
  ['export const names = Object.keys(process.env)', 'reads process.env'],
  ['export const copy = { ...process.env }', 'reads process.env'],
  ["process.env.TZ = 'UTC'", 'sets process.env.TZ'],
  ['delete process.env.NODE_DEBUG', 'sets process.env.NODE_DEBUG'],
  ['export const now = Date.now()', 'reads Date.now()'],
  ['export const date = new Date()', 'reads new Date()'],
  ['export const text = Date()', 'reads Date()'],
  ['export const stamp = new (class extends Date {})()', 'reads new Date()'],
  ['export const age = performance.now()', 'reads performance.now()'],
  ['export const origin = performance.timeOrigin', 'reads performance.timeOrigin'],
  ['export const time = clock.now()', 'reads performance.now()'],
  ['export const hrtime = process.hrtime()', 'reads process.hrtime()'],
  ['export const bigint = process.hrtime.bigint()', 'reads process.hrtime.bigint()'],
  ['export const uptime = process.uptime()', 'reads process.uptime()'],
  ['export const id = process.pid', 'reads process.pid'],
  ['export const random = Math.random()', 'reads Math.random()'],
  ['export const uuid = crypto.randomUUID()', 'reads crypto.randomUUID()'],
  ['export const values = crypto.getRandomValues(new Uint8Array(1))', 'reads crypto.getRandomValues()'],
  ['export const again = nodeCrypto.webcrypto.getRandomValues(new Uint8Array(1))', 'reads crypto.getRandomValues()'],
  ['export const nodeUuid = randomUUID()', 'reads crypto.randomUUID()'],
  ['export const bytes = randomBytes(1)', 'reads crypto.randomBytes()'],
  ['export const integer = nodeCrypto.randomInt(9)', 'reads crypto.randomInt()'],
  ['export const host = hostname()', 'reads os.hostname()'],
  ['export const folder = tmpdir()', 'reads os.tmpdir()'],
  ['void Promise.resolve().then(() => Math.random())', 'reads Math.random()'],
  ['setTimeout(() => Date.now(), 5)', 'reads Date.now()'],
]

describe('a module that reads its surroundings while it loads is refused by name:', () => {
  let message: string
  beforeAll(() => {
    const lines = reads.map(([line]) => line)
    message = whyNot(
      [imports, ...lines, 'export const answer = () => {}'].join('\n'),
      'module.exports = process.env.OF_PACKAGE',
    )
  })

  test.each(reads.map(([line, what], index) => ({ line, what, number: index + 2 })))('$line', ({ what, number }) => {
    expect(message).toContain(`\n  tool.ts:${number} ${what}\n`)
  })

  test('nothing else is said of it', () => {
    expect(message.split('\n').filter(line => line.startsWith('  tool.ts'))).toHaveLength(reads.length)
  })

  test('one of a package too', () => {
    expect(message).toContain('\n  node_modules/package/index.js:1 reads process.env.OF_PACKAGE\n')
  })

  test('the message says what to do', () => {
    expect(message).toMatch(/^No snapshot: /)
    expect(message).toMatch(/npm run image -- --no-snapshot$/)
  })
})

const harmless = `
import { createHash } from 'node:crypto'
import { env } from 'node:process'
const { now } = Date
const { randomUUID } = crypto
class Stamp extends Date {}
const digest = createHash('sha256').update('x').digest('hex')
const epoch = new Date(0)
let loaded = false
setTimeout(() => (loaded = true), 5)
setInterval(() => {}, 1000).unref()
console.log('A line of the build.')
export async function answer() {
  const { createServer } = await import('node:http')
  return {
    surroundings: { ...process.env },
    env: env.MARKER,
    now: now() > 1e12 && Date.now() > 1e12 && new Stamp() > 1e12,
    uuid: randomUUID.call(crypto),
    kept: [digest.length, epoch.getTime(), loaded, __dirname, typeof createServer],
  }
}`

describe('a module that only prepares itself is frozen:', () => {
  let dist: string
  beforeAll(() => {
    vi.stubEnv('BUILD_SECRET', 'the-secret-of-the-build')
    vi.spyOn(console, 'warn')
    dist = build(harmless)
  })

  test('what it keeps is there, and what it asks for is of the process that is restored', () => {
    expect(answerOf(dist, { MARKER: 'one' })).toEqual({
      surroundings: { MARKER: 'one' },
      env: 'one',
      now: true,
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kept: [64, 0, true, dist, 'function'],
    })
  })

  test("Node's own modules are not compiled again under Lambda's flags", () => {
    const program = join(dist, 'loading.cjs')
    writeFileSync(program, "require('node:http')")
    const restored = [...lambdaFlags, '--snapshot-blob', join(dist, 'app.blob'), '--profile-deserialization']
    const printed = execFileSync(process.execPath, [...restored, program], { env: {} }).toString()
    expect(printed.match(/Deserializing from/g)?.length).toBeGreaterThan(5)
    expect(printed).not.toContain('failed check')
  })

  test('its form is known: what no server loads could be left out', () => {
    expect(console.warn).not.toHaveBeenCalled()
  })

  test("nothing of the build's environment is in it", () => {
    const blob = readFileSync(join(dist, 'app.blob'))
    expect(blob.includes('A line of the build.')).toBe(true)
    expect(blob.includes('BUILD_SECRET')).toBe(false)
    expect(blob.includes('the-secret-of-the-build')).toBe(false)
  })
})

describe('a module that cannot be frozen is no snapshot, and the message says what holds it:', () => {
  const remedy = /The server cannot be frozen, .* `await import\(\)`; or build without a snapshot: .*$/

  test.each([
    ['an agent', "import { Agent } from 'node:http'; export const agent = new Agent()", /^The server/],
    ['a server', "import { createServer } from 'node:http'; export const server = createServer()", /^The server/],
    [
      'a socket',
      "import { createServer } from 'node:net'; createServer().listen(0)",
      /^Still open .*: TCPServerWrap\n/,
    ],
    ['a timer', 'setInterval(() => {}, 1000)', /^Still open .*: Timeout\n/],
    ['a failure', "throw new Error('no such thing')", /^Error: no such thing\n {4}at tool\.ts:1\n/],
  ])('%s', (_name, line, reason) => {
    const message = whyNot(`${line}\nexport const answer = () => {}`)
    expect(message).toMatch(reason)
    expect(message).toMatch(remedy)
    expect(message.length).toBeLessThan(2000) // And not a page of V8's, or a line of minified code.
  })
})
