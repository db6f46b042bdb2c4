// What Lambda's runtime interface client does around a handler: aws-lambda-ric 4.0.2, index.mjs.
// Plain JavaScript, here and in the children: stripping types would be part of what they measure.
import { createRequire } from 'node:module'
import { Writable } from 'node:stream'

// Its own builtins are loaded before it looks at the handler, so they are no cost of the handler's. By `require`, as
// an import of node:http also loads Node's fetch.
const require = createRequire(import.meta.url)
for (const name of ['path', 'fs', 'net', 'http', 'os', 'util', 'worker_threads']) require(`node:${name}`)

// As much of the runtime's global as a streaming handler uses.
globalThis.awslambda = {
  streamifyResponse: handler => handler,
  HttpResponseStream: { from: (stream, head) => Object.assign(stream, head) },
}

/** A CommonJS file is imported as well, and then looked into. What a handler streams is collected. */
export async function load(file, name = 'handler') {
  const module = await import(file)
  const handler = module[name] ?? module.default[name]
  return name === 'stream' ? (event, context) => collected(handler, event, context) : handler
}

async function collected(stream, event, context) {
  const chunks = []
  const out = new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(chunk)) })
  await stream(event, out, context)
  return { statusCode: out.statusCode, body: Buffer.concat(chunks).toString() }
}

export const context = {
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  functionName: 'bench',
  getRemainingTimeInMillis: () => 30_000,
}

/** What the parent wants: the handler's file, the event as JSON, the kind of its answer, the number of calls. */
export const job = JSON.parse(process.argv[2])
