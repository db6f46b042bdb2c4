import * as z from 'zod'
import { gatewayResponseTypes } from './gateway-error.ts'

// The subset of OpenAPI 3.0 and of AWS's extensions that the local gateway serves, as strict objects: what stands in none
// of them is an error. Each extension's page is below
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html

const texts = z.record(z.string(), z.string())
const status = z.coerce.number().int().min(200).max(599)

/** Only JSON is ever asked for and given. */
const templates = z.strictObject({ 'application/json': z.string().optional() })

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
const proxy = z
  .strictObject({
    type: z.literal('aws_proxy'),
    httpMethod: z.literal('POST'),
    uri: z.string(),
    timeoutInMillis: z.int().min(50).max(900_000).default(29_000),
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
    responseTransferMode: z.enum(['BUFFERED', 'STREAM']).default('BUFFERED'),
  })
  .refine(
    ({ timeoutInMillis, responseTransferMode }) => responseTransferMode === 'STREAM' || timeoutInMillis <= 29_000,
    { path: ['timeoutInMillis'], error: 'must be at most 29000, unless responseTransferMode is STREAM' },
  )

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html */
const mock = z.strictObject({
  type: z.literal('mock'),
  // Not when_no_match: a mock would then take its status from the caller's body.
  passthroughBehavior: z.enum(['when_no_templates', 'never']),
  contentHandling: z.literal('CONVERT_TO_TEXT').optional(),
  requestTemplates: z.strictObject({ 'application/json': z.string() }),
  responses: z.strictObject({
    default: z.strictObject({
      statusCode: status,
      responseParameters: keyed('method.response.header.').default({}),
      responseTemplates: templates.default({}),
    }),
  }),
})

const operation = z.strictObject({
  operationId: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  // Asked for at every operation, as the importer ignores it at the root.
  security: z.array(z.record(z.string(), z.array(z.never()))).max(1),
  responses: z.record(
    z.string(),
    z.strictObject({ description: z.string(), headers: z.record(z.string(), z.unknown()).optional() }),
  ),
  'x-amazon-apigateway-integration': z.discriminatedUnion('type', [proxy, mock]),
})

const methods = z.enum(['get', 'post', 'put', 'patch', 'delete', 'head', 'options'])

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
const tokenAuthorizer = z.strictObject({
  type: z.literal('apiKey'),
  name: z.string(),
  in: z.literal('header'),
  'x-amazon-apigateway-authtype': z.literal('custom'),
  'x-amazon-apigateway-authorizer': z.strictObject({
    type: z.literal('token'),
    authorizerUri: z.string(),
    authorizerResultTtlInSeconds: z.int().min(0).max(3600).default(300),
    identityValidationExpression: z.string().optional(),
  }),
})

const gatewayResponse = z.strictObject({
  statusCode: status.optional(),
  responseParameters: keyed('gatewayresponse.header.').default({}),
  responseTemplates: templates.default({}),
})

const schema = z.strictObject({
  openapi: z.string().regex(/^3\.0\./, 'must be 3.0'),
  info: z.strictObject({ title: z.string(), version: z.string() }),
  servers: z
    .array(
      z.strictObject({
        url: z.string(),
        'x-amazon-apigateway-endpoint-configuration': z
          .strictObject({ disableExecuteApiEndpoint: z.boolean() })
          .optional(),
      }),
    )
    .default([]),
  // Characters: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  paths: z.record(
    z.string().regex(/^\/[\w.,:/-]*$/, 'must be a path without parameters: none is supported here'),
    z.partialRecord(methods, operation),
  ),
  components: z
    .strictObject({ securitySchemes: z.record(z.string(), tokenAuthorizer).default({}) })
    .default({ securitySchemes: {} }),
  'x-amazon-apigateway-binary-media-types': z.array(z.string()).default([]),
  'x-amazon-apigateway-gateway-responses': z
    .partialRecord(z.enum(gatewayResponseTypes), gatewayResponse)
    .refine(responses => responses.REQUEST_TOO_LARGE === undefined, {
      path: ['REQUEST_TOO_LARGE'],
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
      error: 'is never given by API Gateway: its answer to too large a request cannot be customized',
    })
    .default({}),
})

function keyed(prefix: string) {
  return texts.refine(mappings => Object.keys(mappings).every(key => key.startsWith(prefix)), {
    error: `must have keys that begin with "${prefix}"`,
  })
}

export type ApiDocument = z.output<typeof schema>
export type Operation = z.output<typeof operation>
export type ProxyIntegration = z.output<typeof proxy>
export type MockIntegration = z.output<typeof mock>
export type TokenScheme = z.output<typeof tokenAuthorizer>
export type GatewayResponses = ApiDocument['x-amazon-apigateway-gateway-responses']

/**
 * Reads the document of an API.
 *
 * @throws {Error} naming every key that is not known here, and every value that cannot be served
 */
export function parseDocument(document: object): ApiDocument {
  const parsed = schema.safeParse(document, { reportInput: true })
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.flatMap(explain).map(line => `  - ${line}`)
  throw new Error(`The local gateway cannot serve this document:\n${problems.join('\n')}`)
}

function explain(issue: z.core.$ZodIssue): string[] {
  const at = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknown([...at, key]))
  const place = at.join(' → ')
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues
    return [inner?.code === 'invalid_format' ? `${place} ${inner.message}.` : unknown(at)]
  }
  if (issue.code === 'custom') return [`${place} ${issue.message}.`]
  const given = typeof issue.input === 'object' ? '' : ` is ${JSON.stringify(issue.input)}`
  return [`${place}${given}. ${issue.message}.`]
}

const unknown = (path: string[]) =>
  `${path.join(' → ')} is not known here. Serve it in packages/lambda-local/src/gateway/, or leave it out of the document.`
