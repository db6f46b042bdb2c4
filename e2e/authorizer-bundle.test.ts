import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { handler } from '../app/lambda/authorizer.ts'
import { node } from '../testing/processes.ts'
import { startTestIssuer, type TestIssuer } from '../testing/test-issuer.ts'

// The authorizer as the image holds it, where stand-ins for parts of Node might get into the way of the JWT library.

const folder = mkdtempSync(join(tmpdir(), 'authorizer-'))
const endpoint = 'https://abcdef1234.execute-api.eu-central-1.amazonaws.com/dev/mcp'
const exp = Math.floor(Date.now() / 1000) + 60
let issuer: TestIssuer
let authorize: typeof handler

beforeAll(async () => {
  issuer = await startTestIssuer()
  for (const alg of ['ES256', 'EdDSA']) await issuer.addKey(alg)
  execFileSync(process.execPath, ['scripts/build.ts', '--no-snapshot', folder], { stdio: 'pipe' })
  vi.stubEnv('AUTHORIZATION', 'jwt')
  vi.stubEnv('JWT_ISSUER', issuer.issuer)
  vi.stubEnv('LOG_LEVEL', 'error')
  authorize = createRequire(import.meta.url)(join(folder, 'authorizer.cjs')).handler
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
  await issuer.close()
})

const event = (token: string): APIGatewayTokenAuthorizerEvent => ({
  type: 'TOKEN',
  authorizationToken: `Bearer ${token}`,
  methodArn: 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/dev/POST/mcp',
})

test.each(['RS256', 'ES256', 'EdDSA'])('the bundled authorizer verifies a token signed by %s', async alg => {
  const token = await issuer.sign({ iss: issuer.issuer, aud: endpoint, sub: 'user-1', exp }, alg)
  expect(await authorize(event(token))).toMatchObject({
    principalId: 'user-1',
    policyDocument: { Statement: [{ Effect: 'Allow' }] },
    context: { expiresAt: String(exp + 5) },
  })
  await expect(authorize(event(token.replace(/\.[^.]+$/, '.AAAA')))).rejects.toThrow(/^Unauthorized$/)
})

test('the bundled authorizer fetches metadata and keys once', () => {
  expect(issuer.asked).toEqual(['/.well-known/oauth-authorization-server', '/keys'])
})

test('the first token loads neither undici nor web streams', async () => {
  const token = await issuer.sign({ iss: issuer.issuer, aud: endpoint, sub: 'user-1', exp })
  const program = `
    const { handler } = require(${JSON.stringify(join(folder, 'authorizer.cjs'))})
    handler(${JSON.stringify(event(token))}).then(({ principalId }) =>
      console.log(principalId, process.moduleLoadList.filter(name => /undici|webstreams/.test(name))))`
  const env = { AUTHORIZATION: 'jwt', JWT_ISSUER: issuer.issuer }
  expect(await node(['--eval', program], env).ended).toMatchObject({ stdout: 'user-1 []\n' })
})

test('the bundled server leaves the verifying to it', () => {
  const contains = (file: string) => readFileSync(join(folder, file), 'utf8').includes('ERR_JWKS_NO_MATCHING_KEY')
  expect(contains('authorizer.cjs')).toBe(true)
  expect(contains('core.cjs')).toBe(false)
})
