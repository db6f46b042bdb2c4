import { expect, test } from 'vitest'
import { listen } from '../../e2e/transports.ts'
import { parseConfig } from '../../infra/config/parse-config.ts'
import { issuerFindings } from './issuer.ts'

const base = parseConfig('dev', {
  'mcp:authorization': 'jwt',
  'mcp:jwt': JSON.stringify({ issuer: 'https://login.example.com' }),
})
const at = (issuer: string) => ({ ...base, jwt: { ...(base.jwt as NonNullable<typeof base.jwt>), issuer } })
const oauth = '/.well-known/oauth-authorization-server/tenant'
const openid = '/tenant/.well-known/openid-configuration'

async function ask(metadata: Record<string, (issuer: string) => object>) {
  await using server = await listen((request, response) => {
    const content = metadata[request.url ?? '']
    response.writeHead(content ? 200 : 404).end(JSON.stringify(content?.(`${server.url}/tenant`) ?? {}))
  })
  const [finding] = await issuerFindings(at(`${server.url}/tenant`))
  return finding
}

const whole = (issuer: string) => ({ issuer, jwks_uri: `${issuer}/keys` })

test.each([
  ['as OAuth has it', { [oauth]: whole }, 'good', /has its keys at http.*\/tenant\/keys$/],
  ['as OpenID Connect has it', { [openid]: whole }, 'good', /has its keys at/],
  [
    'by another name',
    { [openid]: () => ({ ...whole('https://other.example.com/') }) },
    'missing',
    /calls itself https:\/\/other\.example\.com\/, .*npx pulumi config set --path mcp:jwt\.issuer "https:\/\/other/,
  ],
  ['without keys', { [openid]: (issuer: string) => ({ issuer }) }, 'missing', /names no jwks_uri/],
  ['nowhere', {}, 'missing', /has no metadata at .*oauth-authorization-server\/tenant or .*openid-configuration/],
])('an issuer whose metadata is %s', async (_case, metadata, state, text) => {
  expect(await ask(metadata)).toEqual({ state, text: expect.stringMatching(text) })
})

test('an issuer out of reach is not judged', async () => {
  expect(await issuerFindings(at('http://127.0.0.1:9'))).toEqual([
    { state: 'unknown', text: expect.stringMatching(/gives no answer \(.*\): check the network/) },
  ])
})

test('a stack without access tokens has none', async () => {
  expect(await issuerFindings(parseConfig('dev', { 'mcp:authorization': 'none' }))).toEqual([])
})
