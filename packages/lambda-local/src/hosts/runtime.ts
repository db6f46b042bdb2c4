import { existsSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import { get, openStream, post, type ResponseStream } from './runtime-client.ts'

// Stands in for Lambda's Node.js runtime in a child process, where there is no Docker to run the real one: loads the
// handler, asks for an event, answers, asks again, by the Runtime API. What it shares with the official client is what
// this project's handlers use: buffered and streamed answers, their errors, and console methods that write JSON.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

type Context = Record<string, unknown>
type Handler = (event: unknown, contextOrStream: Context | ResponseStream, context?: Context) => unknown

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming')
let requestId: unknown

Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: Handler) => Object.assign(handler, { [streaming]: 'response' }),
    HttpResponseStream: {
      from(stream: ResponseStream, prelude: object) {
        stream.setContentType('application/vnd.awslambda.http-integration-response')
        return Object.assign(stream, { prelude: JSON.stringify(prelude) })
      },
    },
  },
})
if (process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON') writeJsonLines()

const handler = await load().catch(async error => {
  console.error(error)
  await post('init/error', describe(error))
  return process.exit(1)
})
for (;;) await serve(handler)

async function load(): Promise<Handler> {
  const { _HANDLER = '', LAMBDA_TASK_ROOT = '.' } = process.env
  const [file, name = ''] = _HANDLER.split('.')
  const path = ['.cjs', '.mjs'].map(extension => join(LAMBDA_TASK_ROOT, file + extension)).find(existsSync)
  const module = path === undefined ? {} : await import(pathToFileURL(path).href)
  const found = module[name] ?? module.default?.[name]
  if (typeof found === 'function') return found
  throw Object.assign(new Error(`${_HANDLER} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' })
}

async function serve(handler: Handler): Promise<void> {
  // Without its server an instance has no reason to live.
  const next = await get('invocation/next').catch(() => process.exit(0))
  const event = JSON.parse(await text(next))
  const context = contextOf(next)
  requestId = context.awsRequestId
  if (streaming in handler) return stream(handler, event, context)
  try {
    await post(`invocation/${requestId}/response`, (await handler(event, context)) ?? null)
  } catch (error) {
    console.error(error)
    await post(`invocation/${requestId}/error`, describe(error))
  }
}

function contextOf({ headers }: IncomingMessage): Context {
  const deadline = Number(headers['lambda-runtime-deadline-ms'])
  process.env._X_AMZN_TRACE_ID = String(headers['lambda-runtime-trace-id'])
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  }
}

async function stream(handler: Handler, event: unknown, context: Context): Promise<void> {
  const { stream, accepted } = openStream(`invocation/${context.awsRequestId}/response`)
  try {
    await handler(event, stream, context)
    await accepted // A handler that never ends its stream runs into its timeout, as in Lambda.
  } catch (error) {
    console.error(error)
    const failure = describe(error)
    stream.addTrailers({
      'Lambda-Runtime-Function-Error-Type': failure.errorType,
      'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(failure)).toString('base64'),
    })
    stream.end()
    await accepted // Where the handler has destroyed its stream, the process ends here, as the official one does.
  }
}

function describe(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] }
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
}

/** Lambda's JSON log format: an object becomes the record's message. */
function writeJsonLines(): void {
  for (const level of ['trace', 'debug', 'info', 'log', 'warn', 'error'] as const) {
    console[level] = (message: unknown, ...rest: unknown[]) => {
      const plain = rest.length === 0 && typeof message === 'object' && !(message instanceof Error)
      const record = {
        timestamp: new Date().toISOString(),
        level: level === 'log' ? 'INFO' : level.toUpperCase(),
        requestId,
        message: plain ? message : format(message, ...rest),
      }
      process.stdout.write(`${JSON.stringify(record)}\n`)
    }
  }
}
