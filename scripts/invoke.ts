import { readCommandLine } from '../command-line/command-line.ts'
import { fail } from '../command-line/fail.ts'
import { rpcEvent } from './build/proxy-event.ts'

// `npm run invoke -- METHOD [PARAMS]`: calls the container that `docker run -p 9000:8080 serverless-mcp` started, by
// Lambda's invoke API, with the event that API Gateway would send.

const line = {
  script: 'npm run invoke',
  does:
    "Calls the server in a container that `docker run -p 9000:8080 serverless-mcp` started, through Lambda's invoke API, with the " +
    'event that API Gateway would send.',
  operands: 'METHOD [PARAMS]',
  most: 2,
  options: {},
  variables: {
    LAMBDA_ENDPOINT: 'The invoke API. Default: http://localhost:9000/2015-03-31/functions/function/invocations.',
  },
  examples: ['npm run invoke -- tools/list', `npm run invoke -- tools/call '{"name":"add","arguments":{"a":1,"b":2}}'`],
} as const
const [method, json = '{}'] = readCommandLine(line).positionals
const endpoint = process.env.LAMBDA_ENDPOINT || 'http://localhost:9000/2015-03-31/functions/function/invocations'

if (method === undefined) fail(`Which method? Examples: ${line.examples.join('\n          ')}`)

print(await invoke(rpcEvent(method, parse(json))))

function parse(text: string): Record<string, unknown> {
  try {
    const params: unknown = JSON.parse(text)
    if (typeof params === 'object' && params !== null && !Array.isArray(params))
      return params as Record<string, unknown>
  } catch {}
  return fail(`The parameters are not a JSON object: ${text}`)
}

async function invoke(event: object): Promise<unknown> {
  try {
    const response = await fetch(endpoint, { method: 'POST', body: JSON.stringify(event) })
    return await response.json()
  } catch {
    return fail(`No Lambda answers at ${endpoint}. Start one: docker run --rm -p 9000:8080 serverless-mcp`)
  }
}

/** A proxy answer is a status and a body; anything else is an error of the runtime. */
function print(answer: unknown): void {
  const { statusCode, body } = answer as { statusCode?: number; body?: string }
  if (statusCode === undefined || body === undefined) fail(JSON.stringify(answer, null, 2))
  console.log(statusCode)
  console.log(pretty(body))
  if (statusCode >= 400) process.exitCode = 1
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
