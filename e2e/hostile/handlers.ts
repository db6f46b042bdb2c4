import { Writable } from 'node:stream'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import type { Head } from '../../app/lambda/adapters/adapter.ts'
import { createHandler } from '../../app/lambda/handler.ts'
import { createStream } from '../../app/lambda/stream.ts'
import { createLog } from '../../app/log.ts'
import { appOptions } from '../servers/index.ts'
import type { Asked, Told } from './handler-process.ts'

// Run by handler-process.ts: answers events by either of the two handlers, as many at a time as it is sent.

const log = createLog({ logLevel: 'debug', logFormat: 'json' })
const options = { ...appOptions({ server: 'hostile', hosts: 'any', origins: 'any' }), log }
const handler = createHandler(options)
const stream = createStream(options)
const from = (out: Writable & { head?: Partial<Head> }, head: Head) => Object.assign(out, { head })
Object.assign(globalThis, { awslambda: { HttpResponseStream: { from } } })

const tell = (told: Told) => process.send?.(told)
/** Milliseconds, as Lambda's context counts them down. */
const context = () => {
  const deadline = Date.now() + 5000
  return { getRemainingTimeInMillis: () => deadline - Date.now() }
}

async function streamed(event: APIGatewayProxyEvent) {
  const chunks: Buffer[] = []
  const out: Writable & { head?: Partial<Head> } = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  await stream(event, out, context())
  return { statusCode: out.head?.statusCode ?? 0, body: Buffer.concat(chunks).toString() }
}

process.on('message', async (asked: Asked | 'memory') => {
  if (asked === 'memory') {
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    tell({ id: -1, memory: heapUsed + external })
    return
  }
  const { id, event, way } = asked
  try {
    const { statusCode, body } = way === 'streamed' ? await streamed(event) : await handler(event, context())
    tell({ id, status: statusCode, text: body })
  } catch (error) {
    // The function fails, and API Gateway answers with 502.
    tell({ id, status: 502, text: String(error) })
  }
})
