import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dependencies, fileName, recorded } from './expected.ts'
import { toolFiles } from './project.ts'
import { isSigned, presignature } from './servers/sigv4.ts'

// Holds what is recorded to what others say or compute: two sides that fail alike would agree.

const answers = recorded() as Record<string, Record<string, unknown>>
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string, text: string) => createHmac('sha256', key).update(text)
const jwt = (token: string, key: string) => {
  const [head, body, signature] = token.split('.')
  return signature === hmac(key, `${head}.${body}`).digest('base64url')
}
const red = [255, 0, 0]
const azure = ['0,128,255,255', '0,0,0,0']
const row = (kinds: string) => [...kinds].flatMap(kind => azure[Number(kind)]?.split(',').map(Number) ?? [])

test.each([
  ['bcrypt', 'hash', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', "Openwall's vectors"],
  ['electric-sql-pglite', 'rows.0.md5', createHash('md5').update('matrix').digest('hex'), 'Node'],
  ['express', 'etag', `W/"a-${createHash('sha1').update('{"sum":42}').digest('base64').slice(0, 27)}"`, 'Node'],
  ['iconv-lite', 'japanese', '93fa967b', "JIS's tables"],
  ['mongodb', 'created', new Date(0x65f00000 * 1000).toISOString(), "MongoDB's description of an ObjectId"],
  [
    'napi-rs-canvas',
    'sha256',
    sha256(Buffer.from([row('1111'), row('1001'), row('1001'), row('1111')].flat())),
    'its pixels',
  ],
  [
    'sharp',
    'sha256',
    sha256(Buffer.from([1, 2].flatMap(() => [...red, ...red, ...red, ...red, 0, 0, 255]))),
    'its pixels',
  ],
  ['tiktoken', 'tokens', [83, 1609, 5963, 374, 2294, 0], "OpenAI's cookbook"],
  ['twilio', 'signed', true, "Twilio's page on security"],
  ['uuid', 'v5', '2ed6657d-e927-568b-95e1-2665a8aea6a2', 'RFC 9562, appendix A.4'],
  ['way-early-objects', 'hash', sha256('half, whole'), 'Node'],
  ['way-early-objects', 'hmac', hmac('secret', '').digest('hex'), 'Node'],
])('%s: %s is %j by %s', (tool, path, value, _source) => {
  const found = path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], answers[tool])
  expect(found).toEqual(value)
})

test('the tokens are signed with their keys', () => {
  expect(jwt(answers.jose?.token as string, 'a secret of thirty-two characters')).toBe(true)
  expect(jwt(answers.jsonwebtoken?.token as string, 'your-256-bit-secret')).toBe(true)
})

test("protobufjs begins with the bytes of the specification's example", () => {
  expect(answers.protobufjs?.bytes).toMatch(/^089601120774657374696e67/)
})

test("stripe's header is signed by its secret", () => {
  const payload = '{"id":"evt_1","object":"event","type":"ping"}'
  expect(answers.stripe?.header).toBe(`t=1700000000,v1=${hmac('whsec', `1700000000.${payload}`).digest('hex')}`)
})

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and …/sigv4-query-string-auth.html
test("our own signature is AWS's, in a header and in a URL", () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
  const credential = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'
  const printed = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'
  const headers = {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': sha256(''),
    'x-amz-date': '20130524T000000Z',
  }
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${Object.keys(headers).join(';')},Signature=`
  const get = (signature: string) => ({
    method: 'GET',
    url: '/test.txt',
    headers: { ...headers, authorization: authorization + signature },
  })
  expect(isSigned(get(printed), '', secret)).toBe(true)
  expect(isSigned(get('0'.repeat(64)), '', secret)).toBe(false)

  const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(credential)}&X-Amz-Date=20130524T000000Z`
  const url = `https://examplebucket.s3.amazonaws.com/test.txt?${query}&X-Amz-Expires=86400&X-Amz-SignedHeaders=host`
  expect(presignature(url, secret)).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404')
})

test('the presigned URL has that signature', () => {
  const url = answers['aws-sdk-s3-request-presigner']?.url as string
  const signature = presignature(url, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')
  expect(new URL(url).searchParams.get('X-Amz-Signature')).toBe(signature)
})

test("the project has the server's own packages, in the same versions", () => {
  const root = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  expect(dependencies).toMatchObject(root.dependencies)
})

// What a row needs beside its own package, or what the server is made of.
const beside = [
  '@electric-sql/pglite-socket',
  '@koa/cors',
  '@modelcontextprotocol/server',
  '@opentelemetry/sdk-trace-node',
  'bindings',
  'bufferutil',
  'callsites',
  'depd',
  'graphql',
  'light-my-request',
  'pino-abstract-transport',
  'react',
  'reflect-metadata',
  'serverless-http',
  'smtp-server',
  'socket.io-client',
  'source-map-support',
  'zod',
]

test('every package has a tool that imports it at load, one that does so in its call, and an answer', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'))
  const names = Object.keys(dependencies).filter(name => !beside.includes(name))
  if ('typescript' in devDependencies) names.push('typescript')
  const files = names.map(fileName).sort()
  expect(toolFiles('load')).toEqual(files.map(name => `load/${name}`))
  expect(toolFiles('run')).toEqual(files.map(name => `run/${name}`))
  const ways = toolFiles('ways').map(name => name.replace('ways/', 'way-'))
  expect(Object.keys(answers).sort()).toEqual([...files, ...ways.filter(name => name !== 'way-fresh')].sort())
})

test.each(toolFiles('run'))('%s imports its package in the call only', file => {
  const source = readFileSync(join(import.meta.dirname, 'tools', `${file}.ts`), 'utf8')
  const name = file.slice('run/'.length)
  const packages = [...source.matchAll(/^import (?!type )[^;]*? from '([^'.#]+)'/gms)].map(found => found[1] ?? '')
  expect(packages.filter(specifier => fileName(specifier) === name)).toEqual([])
  expect(source).toContain('await import(')
})
