import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { lambdaFlags } from '../bench/candidates.ts'
import { type Build, compare as compareBuilds } from '../scripts/build/compare.ts'
import { proxyEvent } from '../scripts/build/proxy-event.ts'
import { corpus } from '../testing/corpus.ts'
import { fixtureBuild } from '../testing/fixtures.ts'
import { node } from '../testing/processes.ts'

// What is built starts faster, with stand-ins for parts of Node and of packages in the server's own part. It answers as the
// source that `npm start` runs, byte by byte.

const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
const built = join(folder, 'built')
const module = join(built, 'app.cjs')
const plain: Build = { module: 'testing/plain.ts' }
const compare = (one: Build, other: Build) => compareBuilds(one, other, corpus)

beforeAll(async () => {
  const { code, stdout } = await node(['scripts/build.ts', ...fixtureBuild, built]).ended
  expect(stdout).toMatch(/^tool ping +frozen$/m)
  expect(code).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('without its snapshot it answers the corpus as npm start does', () => {
  expect(compare(plain, { module })).toBe(corpus.length)
})

test('from its snapshot it answers the corpus as npm start does', () => {
  expect(compare(plain, { module, blob: join(built, 'app.blob') })).toBe(corpus.length)
})

test('a snapshot is left out where it is turned off, and everything else is there', async () => {
  const without = join(folder, 'without')
  expect(await node(['scripts/build.ts', ...fixtureBuild, '--no-snapshot', without]).ended).toMatchObject({ code: 0 })
  const made = readdirSync(built)
  expect(readdirSync(without)).toEqual(made.filter(name => !/^app\.(blob|seal)$/.test(name)))
})

test('what differs is named by the requests', () => {
  const misled = join(folder, 'misled.cjs')
  writeFileSync(
    misled,
    `const { handler, stream } = require(${JSON.stringify(module)})
     const misled = event => (event.path === '/healthz' ? { ...event, path: '/nowhere' } : event)
     exports.handler = (event, context) => handler(misled(event), context)
     exports.stream = (event, out, context) => stream(misled(event), out, context)`,
  )
  expect(() => compare(plain, { module: misled })).toThrow(/misled\.cjs answers otherwise than \S+plain\.ts: health$/m)
})

describe('the compiled code of the core', () => {
  const compiled = join(folder, 'compiled')
  const program = `
    const built = require(${JSON.stringify(join(compiled, 'load.cjs'))})
    const event = ${JSON.stringify(proxyEvent('GET', '/healthz', null))}
    Promise.resolve(built.start()).then(({ handler }) => handler(event, { getRemainingTimeInMillis: () => 30_000 }))
      .then(({ statusCode }) => console.log(statusCode, built.coreScript.cachedDataRejected))`
  const start = (...flags: string[]) => node([...flags, '--eval', program], { LOG_LEVEL: 'error' }).ended

  beforeAll(() => cpSync(built, compiled, { recursive: true }))

  test("is taken under Lambda's flags", async () => {
    expect(await start(...lambdaFlags)).toMatchObject({ stdout: '200 false\n', stderr: '' })
  })

  test('is refused under others, and the server starts all the same', async () => {
    expect(await start()).toMatchObject({ stdout: '200 true\n', stderr: '' })
  })

  test('is refused when it was cut off, and the server starts all the same', async () => {
    truncateSync(join(compiled, 'core.plain.cache'), 100_000)
    expect(await start(...lambdaFlags)).toMatchObject({ stdout: '200 true\n', stderr: '' })
  })

  test('need not be there', async () => {
    rmSync(join(compiled, 'core.plain.cache'))
    expect(await start(...lambdaFlags)).toMatchObject({ stdout: '200 undefined\n', stderr: '' })
  })
})

test('the first call loads neither undici nor web streams', async () => {
  const [{ event } = { event: undefined }] = corpus.filter(({ name }) => name.startsWith('tools/call'))
  const program = `
    const { handler } = require(${JSON.stringify(module)})
    handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 30_000 }).then(({ statusCode }) =>
      console.log(statusCode, process.moduleLoadList.filter(name => /undici|webstreams/.test(name))))`
  const { stdout } = await node(['--eval', program], { LOG_LEVEL: 'error' }).ended
  expect(stdout).toBe('200 []\n')
})

// What the corpus leaves out, as it is another function or differs from answer to answer: both use Node's `crypto`.
describe('what is built', () => {
  const require = createRequire(import.meta.url)
  const directory = process.cwd()
  beforeAll(() => {
    vi.stubEnv('LOG_LEVEL', 'error')
    vi.stubEnv('TOKEN_DIGESTS', createHash('sha256').update('good').digest('hex'))
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    process.chdir(directory)
  })

  test('has an authorizer that lets a good token in', async () => {
    const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/dev/POST/mcp'
    const { handler } = require(join(built, 'authorizer.cjs'))
    const policy = await handler({ type: 'TOKEN', authorizationToken: 'Bearer good', methodArn })
    expect(policy).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Allow' }] } })
  })

  test('makes an id for a request that brings none', async () => {
    const { handler } = require(module)
    const event = { ...proxyEvent('GET', '/healthz', null), requestContext: {} }
    const { headers } = await handler(event, { getRemainingTimeInMillis: () => 30_000 })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})
