import assert, { AssertionError } from 'node:assert'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

const headers = new Headers({ 'x-b': '1', 'X-A': '2' })
headers.append('set-cookie', 'a=1')
headers.append('set-cookie', 'b=2')
const kept = { fetch, Response, Request, FormData, AbortController, URL }
const empty = new Response(null, { status: 204 })

export const ways = defineTool({
  name: 'way-node-classes',
  description: "Uses Node's own classes of fetch, streams and errors, made while the module loads and in the call.",
  async run() {
    const response = await kept.fetch(`${await http()}/hello`)
    const form = new FormData()
    form.append('file', new File(['content'], 'a.txt', { type: 'text/plain' }))
    const encoded = new kept.Request('http://localhost/', { method: 'POST', body: form })
    const aborted = new AbortController()
    aborted.abort()
    const refused = await kept.fetch('http://127.0.0.1:2').catch(error => error)
    const stopped = await fetch('http://127.0.0.1:1', { signal: aborted.signal }).catch(error => error)
    return JSON.stringify({
      headers: [[...headers.keys()], headers.getSetCookie(), [...headers].length, inspect(headers).split(' ')[0]],
      response: [
        response instanceof Response,
        response.headers instanceof Headers,
        response.constructor === kept.Response,
        response.body instanceof ReadableStream,
        await response.clone().json(),
        (await response.blob()) instanceof Blob,
      ],
      empty: [
        empty.status,
        empty.constructor.name,
        Object.prototype.toString.call(empty),
        Response.json({ a: 1 }).headers.get('content-type'),
      ],
      form: [
        (await encoded.formData()).get('file') instanceof File,
        encoded.headers.get('content-type')?.split(';')[0],
      ],
      errors: [refused.name, refused.cause?.code, stopped.name, stopped instanceof DOMException],
      stream: [
        createReadStream(import.meta.filename).on('error', () => {}) instanceof Readable,
        Readable.fromWeb(new Blob(['x']).stream() as never).constructor.name,
      ],
      assert: [
        typeof assert.equal,
        typeof assert.strict.deepEqual,
        new AssertionError({ actual: 1, expected: 2, operator: '===' }).name,
      ],
      statics: [
        URL.canParse('x'),
        typeof AbortSignal.any,
        kept.URL === globalThis.URL,
        new URL('http://é.example').host,
      ],
      cloned: structuredClone(new Map([[1, new Date(0)]]))
        .get(1)
        ?.toISOString(),
    })
  },
})
