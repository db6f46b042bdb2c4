import { mkdtempSync, rmSync } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import { build } from 'esbuild'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rewrite } from '../../../packages/lambda-snapshot/src/core/rewrite.ts'
import { smallHttp } from '../../../packages/lambda-snapshot/src/core/small-http.ts'
import { proxyEvent } from '../../../scripts/build/proxy-event.ts'
import type { State } from '../../middleware/koa-state.ts'
import type { Adapter, Head, StreamAdapter } from './adapter.ts'
import { injectAdapter } from './light-my-request.ts'
import { serverlessAdapter } from './serverless.ts'

// The adapters with the build's small classes of node:http, held against the packages as they are, whose requests and responses are Node's own.

const folder = mkdtempSync(join(tmpdir(), 'small-http-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function bundled(entry: string): Promise<Record<string, never>> {
  const outfile = join(folder, entry.replace(/\W/g, '-').replace(/-ts$/, '.cjs'))
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', plugins: [rewrite(smallHttp)] })
  return import(outfile)
}

/** The whole answer of one that streams. */
const collected =
  (adapter: StreamAdapter): Adapter =>
  app => {
    const serve = adapter(app)
    return async (event, deadline) => {
      const chunks: Buffer[] = []
      const body = new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(chunk)) })
      let head: Head | undefined
      await serve(event, deadline, begun => {
        head = begun
        return body
      })
      return { ...(head as Head), body: Buffer.concat(chunks).toString(), isBase64Encoded: false }
    }
  }

const packages = [
  {
    name: 'serverless-http',
    entry: 'app/lambda/adapters/serverless.ts',
    nodes: serverlessAdapter,
    from: ({ serverlessAdapter }: Record<string, Adapter>) => serverlessAdapter as Adapter,
    isNodes: '[true,true]',
  },
  {
    name: 'light-my-request',
    entry: 'app/lambda/adapters/light-my-request.ts',
    nodes: collected(injectAdapter),
    from: ({ injectAdapter }: Record<string, StreamAdapter>) => collected(injectAdapter as StreamAdapter),
    isNodes: '[false,true]', // Its request is its own.
  },
]

type Ctx = Koa.Context
type Serve = (ctx: Ctx) => unknown

const usual = proxyEvent('POST', '/mcp', 'hello', {
  headers: { Host: 'api.example:8443', 'Content-Type': 'text/plain; charset=utf-8', Accept: 'application/json' },
})

/** What an app of one middleware answers, and which errors it is told of. */
async function answer(adapter: Adapter, serve: Serve, event: Partial<APIGatewayProxyEvent> = {}) {
  const errors: string[] = []
  const app = new Koa<State>()
  app.use(async ctx => {
    await serve(ctx as unknown as Ctx)
  })
  app.on('error', error => errors.push(String(error)))
  const result = await adapter(app)(structuredClone({ ...usual, ...event }), new AbortController().signal)
  return { result, errors }
}

async function bodyOf({ req }: Ctx): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  return Buffer.concat(chunks).toString('base64')
}

describe.each(packages)('by $name,', ({ entry, nodes: nodesAdapter, from, isNodes }) => {
  let smallAdapter: Adapter
  beforeAll(async () => {
    smallAdapter = from(await bundled(entry))
  })

  async function both(serve: Serve, event?: Partial<APIGatewayProxyEvent>) {
    return [await answer(smallAdapter, serve, event), await answer(nodesAdapter, serve, event)] as const
  }

  test('the classes are not those of node:http', async () => {
    const [small, nodes] = await both(
      ctx => (ctx.body = [ctx.req instanceof IncomingMessage, ctx.res instanceof ServerResponse]),
    )
    expect([small.result.body, nodes.result.body]).toEqual(['[false,false]', isNodes])
  })

  describe('of a request, Koa is told the same:', () => {
    /** Whatever Koa tells of a request. */
    const facts = async (ctx: Ctx) => {
      const { method, url, path, query, href, ip, ips, protocol, secure, host, hostname, origin, subdomains, socket } =
        ctx
      const { length, type, charset, idempotent, fresh } = ctx.request
      ctx.body = {
        ...{ method, url, path, query, href, ip, ips, protocol, secure, host, hostname, origin, subdomains },
        ...{ length: length || 0, type, charset, idempotent, fresh, remoteAddress: socket.remoteAddress },
        is: ctx.is('text', 'json'),
        accepts: ctx.accepts('html', 'json'),
        // Serverless-http makes a number of it, in place of the string that it is everywhere else.
        headers: { ...ctx.headers, 'content-length': String(ctx.headers['content-length']) },
        httpVersion: ctx.req.httpVersion,
        cookie: ctx.cookies.get('a'),
        body: await bodyOf(ctx),
      }
    }

    const none = { headers: null, multiValueHeaders: null } as unknown as Partial<APIGatewayProxyEvent>
    const events: Record<string, Partial<APIGatewayProxyEvent>> = {
      'a usual one': {},
      'without headers': none,
      'without a body': { body: null },
      'with an empty body': { body: '' },
      'with a body in base64': { body: Buffer.from('Gr\u00fc\u00dfe\0\xff').toString('base64'), isBase64Encoded: true },
      'with a body of other characters': { body: 'Grüße, 世界 👋' },
      'with a large body': { body: 'x'.repeat(5_000_000) },
      'with a length of its own': { headers: { 'Content-Length': '3' } },
      'with headers of many values': {
        headers: { Accept: 'text/html', Cookie: 'a=1' },
        multiValueHeaders: { accept: ['application/json', 'text/html'], 'X-Many': ['1', '2'], 'X-One': ['1'] },
      },
      'with headers of no value': { ...none, headers: { 'X-None': undefined } },
      'with a query': { queryStringParameters: { a: '1' }, multiValueQueryStringParameters: null },
      'with a query that repeats itself': {
        queryStringParameters: { a: '2', b: 'x y&z=ü' },
        multiValueQueryStringParameters: { a: ['1', '2', '2'], b: ['x y&z=ü'], c: [] },
      },
      'with a query of odd characters': {
        queryStringParameters: { d: '4' },
        multiValueQueryStringParameters: { 'b b': ["!'()*~", '', '+%20'], '': ['?#'] },
      },
      'with an odd path': { path: '/a b/ü?x#y/%2e%2e;z' },
      'with a path like an address': { path: '//evil.example/mcp' },
      'with a method of its own': { httpMethod: 'report' },
      'that no address is known of': { requestContext: {} as APIGatewayProxyEvent['requestContext'] },
    }

    test.each(Object.entries(events))('%s', async (_name, event) => {
      const [small, nodes] = await both(facts, event)
      expect(small).toEqual(nodes)
      expect(small.result.statusCode).toBe(200)
    })
  })

  describe('an answer is the same:', () => {
    const answers: Record<string, Serve> = {
      'a text': ctx => (ctx.body = 'Grüße'),
      'a page': ctx => (ctx.body = '<h1>Hello</h1>'),
      'an object': ctx => (ctx.body = { a: [1, 'ü'] }),
      'a Buffer': ctx => (ctx.body = Buffer.from('Grüße')),
      'bytes that are no text': ctx => (ctx.body = Buffer.from([0xff, 0, 0xfe])),
      'a large one': ctx => (ctx.body = 'x'.repeat(5_000_000)),
      'a stream': ctx => (ctx.body = Readable.from(['a', Buffer.from('b'), 'ü'])),
      'a stream that cuts characters': ctx =>
        (ctx.body = Readable.from([...Buffer.from('ü')].map(one => Buffer.of(one)))),
      'a web stream': ctx => (ctx.body = new Blob(['abc']).stream()),
      'a stream whose headers are sent before': ctx => {
        ctx.body = Readable.from(['a'])
        ctx.flushHeaders()
        ctx.set('X-Late', 'not sent')
        ctx.status = 500
      },
      'none at all': () => {},
      null: ctx => (ctx.body = null),
      'an empty text': ctx => (ctx.body = ''),
      'a status': ctx => (ctx.status = 418),
      'a status with a message': ctx => Object.assign(ctx, { status: 400, message: 'No way' }),
      '204': ctx => Object.assign(ctx, { body: 'dropped', status: 204 }),
      '304': ctx => Object.assign(ctx, { etag: 'a', status: 304, body: 'dropped' }),
      'a redirection': ctx => ctx.redirect('https://b.example/<ü>'),
      'headers of all kinds': ctx => {
        ctx.set({ 'X-A': 'a', 'x-a': 'b' })
        ctx.set('X-Number', 7 as unknown as string)
        ctx.res.setHeader('X-Other-Number', 7)
        ctx.set('X-Many', ['1', '2'])
        ctx.append('X-Many', '3')
        ctx.set('X-Gone', '1')
        ctx.remove('x-gone')
        ctx.vary('Origin')
        ctx.vary('Accept')
        ctx.lastModified = new Date(0)
        ctx.body = [ctx.response.headers, ctx.response.get('X-Number'), ctx.res.hasHeader('X-GONE'), ctx.headerSent]
      },
      cookies: ctx => {
        ctx.cookies.set('a', '1')
        ctx.cookies.set('b', '2')
      },
      'one cookie': ctx => ctx.set('Set-Cookie', 'a=1'),
    }

    test.each(Object.entries(answers))('%s', async (_name, serve) => {
      const [small, nodes] = await both(serve)
      expect(small).toEqual(nodes)
      const [smallHead, nodesHead] = await both(serve, { httpMethod: 'HEAD' })
      expect(smallHead).toEqual(nodesHead)
    })

    test.each<[string, (res: ServerResponse) => unknown]>([
      ['headers', res => res.writeHead(201, { 'X-A': '1', 'X-B': ['2', '3'], 'X-C': 4 })],
      ['a message and headers', res => res.writeHead(201, 'Made', { 'X-A': '1', 'X-B': '2' })],
      ['a message', res => res.writeHead(201, 'Made')],
    ])('one whose head has been written with %s', async (_what, writeHead) => {
      const [small, nodes] = await both(ctx => {
        ctx.respond = false
        ctx.res.setHeader('X-A', '0')
        ctx.res.appendHeader('X-B', '1')
        ctx.res.appendHeader('X-D', ['1', '2'])
        ctx.res.appendHeader('x-d', '3')
        writeHead(ctx.res)
        ctx.res.end('a')
      })
      expect(small).toEqual(nodes)
      expect(small.result).toMatchObject({ statusCode: 201, body: 'a' })
    })

    test('one that passes Koa by', async () => {
      const [small, nodes] = await both(ctx => {
        ctx.respond = false
        ctx.res.statusCode = 201
        ctx.res.setHeader('X-A', '1')
        ctx.res.write('a')
        ctx.res.end('b')
      })
      expect(small).toEqual(nodes)
      expect(small.result).toMatchObject({ statusCode: 201, headers: { 'x-a': '1' }, body: 'ab' })
    })
  })

  describe('a failure is the same:', () => {
    const failures: Record<string, Serve> = {
      'a refusal': ctx => {
        ctx.set('X-Before', '1')
        ctx.throw(403, 'No.', { headers: { 'X-Why': 'because' } })
      },
      'an assertion': ctx => ctx.assert(false, 401, 'Who?'),
      'an error': () => {
        throw new Error('password=hunter2')
      },
      'what is no error': () => {
        throw 'password=hunter2' // As some packages do.
      },
      'a header whose name is none': ctx => ctx.set('X A', 'a'),
      'a header of two lines': ctx => ctx.set('X-A', 'a\r\nX-B: b'),
      'a header of two lines among many': ctx => ctx.set('X-A', ['a', 'b\nc']),
      'a header above Latin-1': ctx => ctx.set('X-A', 'Ω'),
      'a header without a value': ctx => ctx.res.setHeader('X-A', undefined as unknown as string),
    }

    test.each(Object.entries(failures))('%s', async (_name, serve) => {
      const [small, nodes] = await both(serve)
      expect(small).toEqual(nodes)
      expect(small.result.statusCode).toBeGreaterThanOrEqual(400)
      expect(small.errors).toHaveLength(1)
    })
  })
})

describe('a stream by light-my-request', () => {
  let small: StreamAdapter
  beforeAll(async () => {
    small = (await bundled('app/lambda/adapters/light-my-request.ts')).injectAdapter as unknown as StreamAdapter
  })

  test('is not read faster than it is taken', async () => {
    const size = 100_000
    let read = 0
    const taken = Promise.withResolvers<void>()
    const app = new Koa<State>()
    app.use(ctx => {
      ctx.body = new Readable({
        read() {
          this.push(read++ < 50 ? Buffer.alloc(size) : null)
        },
      })
    })
    const out = new Writable({ write: (_chunk, _encoding, done) => void taken.promise.then(() => done()) })
    const served = small(app)(usual, new AbortController().signal, () => out)
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    expect(read).toBeLessThan(10)
    taken.resolve()
    await served
    expect(read).toBe(51)
  })

  test.each([0, 1])('that fails after %d chunks fails as it does by the class of Node', async chunks => {
    const outcome = async (adapter: StreamAdapter) => {
      const app = new Koa<State>()
      app.silent = true
      let sent = 0
      app.use(ctx => {
        ctx.body = new Readable({
          read() {
            if (sent++ < chunks) this.push('begun')
            else this.destroy(new Error('cut off'))
          },
        })
      })
      return collected(adapter)(app)(usual, new AbortController().signal).catch(String)
    }
    expect(await outcome(small)).toEqual(await outcome(injectAdapter))
  })
})
