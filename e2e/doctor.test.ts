import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { run } from '../testing/processes.ts'
import { startMinistack } from './ministack.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  writeFileSync(join(folder, 'Pulumi.yaml'), 'name: serverless-mcp\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Without anything of the developer's own: no profile, no instance that has a role. */
async function doctor(config: string, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(folder, 'Pulumi.dev.yaml'), `config:\n  mcp:authorization: none\n${config}`)
  const nobody = { AWS_EC2_METADATA_DISABLED: 'true', HOME: folder, PATH: process.env.PATH }
  const { code, stdout, stderr } = await run(
    process.execPath,
    [resolve('scripts/doctor.ts')],
    {},
    {
      cwd: folder,
      env: { ...nobody, ...env },
    },
  ).ended
  expect(stderr).toBe('')
  return { code, lines: stdout.trim().split('\n') }
}

const lineOf = ({ lines }: { lines: string[] }, about: RegExp) => lines.filter(line => about.test(line)).join('\n')
const nothing = 'http://127.0.0.1:9' // Nobody listens on port 9.
const keys = { AWS_ACCESS_KEY_ID: '123456789012', AWS_SECRET_ACCESS_KEY: 'nothing' }

describe('the doctor', () => {
  test('says what to set, and what it did not check, on a machine without credentials', async () => {
    const found = await doctor('  aws:region: eu-west-1\n')
    expect(found.code).toBe(1)
    expect(lineOf(found, /Node/)).toMatch(/^ok {4}Node\.js \d/)
    expect(lineOf(found, /Region/)).toBe('ok    Region eu-west-1')
    expect(lineOf(found, /credentials for/)).toMatch(/^TODO {2}No credentials for AWS: `aws configure`/)
    expect(lineOf(found, /not checked/)).toMatch(/^\? {5}Concurrency and API Gateway's log role/)
    expect(found.lines.at(-1)).toBe('1 to do before dev can be deployed.')
  })

  test('says how to set a region', async () => {
    expect(lineOf(await doctor(''), /region/)).toMatch(
      /^TODO {2}No region is set: npx pulumi config set --stack dev aws:region/,
    )
    expect(lineOf(await doctor('  aws:region: Sydney\n'), /Sydney/)).toMatch(
      /aws:region is Sydney, but must be the name/,
    )
  })

  test('says that Docker is missing', async () => {
    const found = await doctor('  aws:region: eu-west-1\n', { PATH: folder })
    expect(lineOf(found, /Docker/)).toMatch(/^TODO {2}Docker does not answer: install and start it/)
  })

  test('offline, says whom it could not ask, and fails for nothing of that', async () => {
    const found = await doctor('  aws:region: eu-west-1\n', { ...keys, AWS_ENDPOINT_URL: nothing })
    expect(lineOf(found, /cannot be reached/)).toMatch(
      /^\? {5}AWS cannot be reached \(ECONNREFUSED.*\n\? {5}AWS cannot/,
    )
    expect(found.lines.join('\n')).not.toMatch(/ at .*:\d+:\d+/)
  })
})

describe.skipIf(!inject('ministack'))('of an account, the doctor', () => {
  test('knows concurrency and the log role', async () => {
    await using ministack = await startMinistack(inject('ministack') ?? '', { region: 'eu-west-1' })
    const env = { ...keys, AWS_ENDPOINT_URL: `http://127.0.0.1:${ministack.port}` }
    const region = '  aws:region: eu-west-1\n'
    const fresh = await doctor(region, env)
    expect(lineOf(fresh, /instances/)).toMatch(/^ok {4}Lambda runs \d+ instances at once/)
    expect(lineOf(fresh, /log role/)).toBe("ok    API Gateway's log role: the deployment makes it")

    const wanting = await doctor(
      `${region}  mcp:apiLogRole: existing\n  mcp:lambda: { reservedConcurrency: 100000 }\n`,
      env,
    )
    expect(wanting.code).toBe(1)
    expect(lineOf(wanting, /instances/)).toMatch(/^TODO {2}The stack keeps 100000 instances/)
    expect(lineOf(wanting, /log role/)).toMatch(/^TODO {2}The account has no log role.*run bootstrap\//)

    const role = 'arn:aws:iam::123456789012:role/api-log'
    const patchOperations = [{ op: 'replace', path: '/cloudwatchRoleArn', value: role }]
    await ministack.call('apigateway', 'PATCH /account', { patchOperations })
    expect(lineOf(await doctor(region, { ...env, AWS_ACCESS_KEY_ID: '000000000000' }), /logs with/)).toMatch(
      `ok    API Gateway logs with ${role}. If it is not this stack's own`,
    )
  })
})
