import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { compare } from './compare.ts'
import { harmless } from './harmless.ts'

const folder = mkdtempSync(join(tmpdir(), 'compare-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A built server with a handler of these lines. */
function build(handler: string) {
  const built = mkdtempSync(join(folder, 'build-'))
  writeFileSync(
    join(built, 'app.cjs'),
    `const answer = async event => { ${handler} }
     exports.handler = async event => ({ headers: {}, isBase64Encoded: false, ...(await answer(event)) })
     exports.stream = async (event, responseStream) => {
       const { body, isBase64Encoded, ...head } = await exports.handler(event)
       awslambda.HttpResponseStream.from(responseStream, head).end(body)
     }`,
  )
  return { module: join(built, 'app.cjs') }
}

const good = build('return { statusCode: 200, body: event.path }')

test('two builds that answer alike are told by the number of requests', () => {
  expect(compare(good, build('return { body: event.path, statusCode: 200 }'))).toBe(harmless.length)
})

test('requests that are answered otherwise are named', () => {
  const other = build("return { statusCode: event.httpMethod === 'PUT' ? 201 : 200, body: event.path }")
  expect(() => compare(good, other)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /^\S+app\.cjs answers otherwise than \S+app\.cjs: PUT.*\n {2}….*"statusCode":200.*…\n {2}and not\n {2}….*"statusCode":201.*…\nA list has to be the same /,
      ),
    }),
  )
})

test('two builds that fail alike are no proof', () => {
  const broken = build("return { statusCode: 500, body: 'out of order' }")
  expect(() => compare(broken, broken)).toThrow(/does not answer tools\/list: .*"statusCode":500,"body":"out of order"/)
})

test('a build that ends without an answer is no proof either', () => {
  expect(() => compare(good, build('process.exit(3)'))).toThrow()
  expect(() => compare(good, { ...good, blob: join(folder, 'none.blob') })).toThrow()
})
