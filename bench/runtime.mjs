// What Lambda's runtime interface client does around a handler: aws-lambda-ric 4.0.2, index.mjs.
// Plain JavaScript, here and in the children: stripping types would be part of what they measure.
import { createRequire } from 'node:module'

// Its own builtins are loaded before it looks at the handler, so they are no cost of the handler's. By `require`, as
// an import of node:http also loads Node's fetch.
const require = createRequire(import.meta.url)
for (const name of ['path', 'fs', 'net', 'http', 'os', 'util', 'worker_threads']) require(`node:${name}`)
const { collect } = require('../scripts/build/collect.cjs')

/** A CommonJS file is imported as well, and then looked into. What a handler streams is collected. */
export async function load(file, name = 'handler') {
  const module = await import(file)
  const handler = module[name] ?? module.default[name]
  return name === 'stream' ? (event, context) => collect(handler, event, context) : handler
}

export const context = {
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  functionName: 'bench',
  getRemainingTimeInMillis: () => 30_000,
}

/** What the parent wants: the handler's file, the event as JSON, the kind of its answer, the number of calls. */
export const job = JSON.parse(process.argv[2])
