import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { lambdaFlags } from '../bench/candidates.ts'
import { compare } from '../scripts/build/compare.ts'
import { compile } from '../scripts/build/compile.ts'
import { corpus } from '../scripts/build/corpus.ts'
import { proxyEvent } from '../scripts/proxy-event.ts'
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

describe('the snapshot of the faster bundle', () => {
  const snapshot = (...args: string[]) => node(['scripts/snapshot.ts', faster, '--plain', plain, ...args]).ended
  const made = ['app.blob', 'app.seal', 'app.sha256', 'launch.sh', 'server.cache']

  test('answers the corpus as the plain bundle does', async () => {
    const { stdout, code } = await snapshot()
    expect(stdout).toMatch(
      new RegExp(`^A snapshot of \\d+ kB\\. It answers ${corpus.length} requests as the plain bundle does\\.\n$`),
    )
    expect(code).toBe(0)
    expect(readdirSync(faster)).toEqual(expect.arrayContaining(made))
  })

  test('is left out where it is turned off', async () => {
    expect(await snapshot('--snapshot', 'off')).toMatchObject({ code: 0 })
    expect(made.filter(name => readdirSync(faster).includes(name))).toEqual(['app.sha256', 'launch.sh', 'server.cache'])
  })

  test('is refused when it answers otherwise, by the names of the requests', async () => {
    const other = join(folder, 'other')
    cpSync(plain, other, { recursive: true })
    writeFileSync(
      join(other, 'app.cjs'),
      `const { handler, stream } = require('./server.cjs')
       const misled = event => (event.path === '/healthz' ? { ...event, path: '/nowhere' } : event)
       exports.handler = (event, context) => handler(misled(event), context)
       exports.stream = (event, out, context) => stream(misled(event), out, context)`,
    )
    const { stderr, code } = await node(['scripts/snapshot.ts', faster, '--plain', other]).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/app\.blob answers otherwise than \S+other: health\n$/)
    expect(readdirSync(faster)).not.toContain('app.seal')
  })
})

describe('the compiled code of the faster bundle', () => {
  const compiled = join(folder, 'compiled')
  const program = `
    const { load } = require(${JSON.stringify(join(compiled, 'load.cjs'))})
    const { script, server } = load()
    const event = ${JSON.stringify(proxyEvent('GET', '/healthz', null))}
    server.handler(event, { getRemainingTimeInMillis: () => 30_000 })
      .then(({ statusCode }) => console.log(statusCode, script.cachedDataRejected))`
  const start = (...flags: string[]) => node([...flags, '--eval', program], { LOG_LEVEL: 'error' }).ended

  beforeAll(() => {
    cpSync(faster, compiled, { recursive: true })
    compile(compiled)
  })

  test("is taken under Lambda's flags", async () => {
    expect(await start(...lambdaFlags)).toMatchObject({ stdout: '200 false\n', stderr: '' })
  })

  test('is refused under others, and the server starts all the same', async () => {
    expect(await start()).toMatchObject({ stdout: '200 true\n', stderr: '' })
  })

  test('is refused when it was cut off, and the server starts all the same', async () => {
    truncateSync(join(compiled, 'server.cache'), 100_000)
    expect(await start(...lambdaFlags)).toMatchObject({ stdout: '200 true\n', stderr: '' })
  })

  test('need not be there', async () => {
    rmSync(join(compiled, 'server.cache'))
    expect(await start(...lambdaFlags)).toMatchObject({ stdout: '200 undefined\n', stderr: '' })
  })

  test('is left out of a server that cannot be loaded in the build', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    writeFileSync(join(compiled, 'server.cjs'), "throw new Error('no TABLE in the environment')")
    compile(compiled)
    expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('no TABLE in the environment'))
    expect(readdirSync(compiled)).not.toContain('server.cache')
  })
})

test('the first call of the faster bundle loads neither undici nor web streams', async () => {
  const [{ event } = { event: undefined }] = corpus.filter(({ name }) => name.startsWith('tools/call'))
  const program = `
    const { handler } = require(${JSON.stringify(join(faster, 'app.cjs'))})
    handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 30_000 }).then(({ statusCode }) =>
      console.log(statusCode, process.moduleLoadList.filter(name => /undici|webstreams/.test(name))))`
  const { stdout } = await node(['--eval', program], { LOG_LEVEL: 'error' }).ended
  expect(stdout).toBe('200 []\n')
})

// What the corpus leaves out, as it is another function or differs from answer to answer: both use Node's `crypto`.
describe.each([
  ['plain', plain],
  ['faster', faster],
])('the %s bundle', (_name, folder) => {
  const require = createRequire(import.meta.url)
  beforeAll(() => {
    vi.stubEnv('LOG_LEVEL', 'error')
    vi.stubEnv('TOKEN_DIGESTS', createHash('sha256').update('good').digest('hex'))
  })
  afterAll(() => void vi.unstubAllEnvs())

  test('has an authorizer that lets a good token in', async () => {
    const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/dev/POST/mcp'
    const { handler } = require(join(folder, 'authorizer.cjs'))
    const policy = await handler({ type: 'TOKEN', authorizationToken: 'Bearer good', methodArn })
    expect(policy).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Allow' }] } })
  })

  test('makes an id for a request that brings none', async () => {
    const { handler } = require(join(folder, 'app.cjs'))
    const event = { ...proxyEvent('GET', '/healthz', null), requestContext: {} }
    const { headers } = await handler(event, { getRemainingTimeInMillis: () => 30_000 })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})
