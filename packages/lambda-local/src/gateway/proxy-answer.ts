import * as z from 'zod'
import { failures, GatewayError } from './gateway-error.ts'
import { type Header, isSendable } from './headers.ts'

/** Strings, or booleans. That a number is refused is LocalStack's reading: its tests on AWS have no number. */
const headerValue = z.union([z.string(), z.boolean()]).transform(String)

const head = {
  // A string of digits is a status, and without any it is 200: found on AWS, see below. The range: unverified.
  statusCode: z
    .union([z.int(), z.string().regex(/^\d+$/).transform(Number)])
    .pipe(z.int().min(200).max(599))
    .nullish()
    .transform(status => status ?? 200),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
}

/**
 * What a function may return, and nothing beside it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html, in the details as
 * LocalStack's tests found them on AWS (`test_lambda_aws_proxy_response_format` and
 * `test_aws_proxy_response_payload_format_validation` in tests/aws/services/apigateway/test_apigateway_lambda.py of
 * https://github.com/localstack/localstack).
 */
const envelope = z.strictObject({ ...head, body: z.string().nullish(), isBase64Encoded: z.boolean().nullish() })

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html */
const prelude = z.strictObject({ ...head, cookies: z.array(z.string()).nullish() })

export interface AnswerHead {
  status: number
  headers: Header[]
}

/**
 * Reads what a function returned.
 *
 * @throws {GatewayError} when it is no envelope
 */
export function readEnvelope(json: string): AnswerHead & { body: string; isBase64Encoded: boolean } {
  const { body, isBase64Encoded, ...rest } = parse(envelope, json)
  return { ...readHead(rest), body: body ?? '', isBase64Encoded: isBase64Encoded ?? false }
}

/**
 * Reads what a streaming function says before its body.
 *
 * @throws {GatewayError} when it is no prelude
 */
export function readPrelude(json: string): AnswerHead {
  const { cookies, ...rest } = parse(prelude, json)
  const { status, headers } = readHead(rest)
  return { status, headers: [...headers, ...(cookies ?? []).map((cookie): Header => ['Set-Cookie', cookie])] }
}

function parse<T>(schema: z.ZodType<T>, json: string): T {
  try {
    return schema.parse(JSON.parse(json))
  } catch (error) {
    throw malformed(error instanceof z.ZodError ? z.prettifyError(error) : 'It is not JSON.')
  }
}

/** As the execution log says it: https://repost.aws/knowledge-center/malformed-502-api-gateway */
const malformed = (detail: string) =>
  new GatewayError(
    failures.malformedAnswer,
    `Execution failed due to configuration error: Malformed Lambda proxy response. ${detail}`,
  )

function readHead(given: z.output<z.ZodObject<typeof head>>): AnswerHead {
  const headers = merge(given.headers ?? {}, given.multiValueHeaders ?? {})
  const unfit = headers.find(header => !isSendable(header))
  if (unfit !== undefined) throw malformed(`HTTP has no header such as ${JSON.stringify(unfit)}.`)
  const out = headers.flatMap(rename)
  const typed = out.some(([name]) => name.toLowerCase() === 'content-type')
  // "By default, the content type is application/json":
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  return { status: given.statusCode, headers: typed ? out : [['Content-Type', 'application/json'], ...out] }
}

/** Both maps as one list. A name in both has the values of `multiValueHeaders`; that its case is no matter: unverified. */
function merge(single: Record<string, string>, multiple: Record<string, string[]>): Header[] {
  const listed = new Set(Object.keys(multiple).map(name => name.toLowerCase()))
  return [
    ...Object.entries(single).filter(([name]) => !listed.has(name.toLowerCase())),
    ...Object.entries(multiple).flatMap(([name, values]) => values.map((value): Header => [name, value])),
  ]
}

// The column "lambda" of the table in https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html.
// It lets Content-Length pass; answers of functions are seen with it renamed, and it is so in
// https://github.com/localstack/localstack/blob/044a55bfdf9b188fe05c365a79b749a698942260/localstack-core/localstack/services/apigateway/next_gen/execute_api/header_utils.py
const renamed = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
])
const dropped = new Set([
  'expect',
  'host',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])

function rename([name, value]: Header): Header[] {
  if (dropped.has(name.toLowerCase())) return []
  return [[renamed.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value]]
}
