import * as aws from '@pulumi/aws'
import { type Policies, type ReportViolation, validateResourceOfType } from '@pulumi/policy'
import { isPublicOnPurpose, mandatoryInProduction } from './checked-stack.ts'

// Who may call is decided in the OpenAPI document, so that is what is read here.
// https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8

interface OpenApi {
  paths?: Record<string, Record<string, Operation>>
  components?: { securitySchemes?: Record<string, Scheme> }
}

interface Operation {
  /** Each entry is a way in; one that names no scheme is open. */
  security?: Record<string, unknown>[]
  'x-amazon-apigateway-integration'?: { type?: string }
}

interface Scheme {
  'x-amazon-apigateway-authorizer'?: object
  'x-amazon-apigateway-authtype'?: string
}

export const authorization: Policies = [
  {
    name: 'APIGateway.8-CKV_AWS_59-CKV2_AWS_70-authorizer',
    description: 'Every operation that reaches a function has an authorizer.',
    get enforcementLevel() {
      return isPublicOnPurpose() ? 'advisory' : mandatoryInProduction()
    },
    validateResource: [
      validateResourceOfType(aws.apigateway.RestApiPut, ({ body }, _, report) => check(body, report)),
      validateResourceOfType(aws.apigateway.RestApi, ({ body }, _, report) => {
        if (body !== undefined) check(body, report)
      }),
    ],
  },
]

function check(body: string, report: ReportViolation): void {
  const remedy = isPublicOnPurpose()
    ? 'Waived: mcp:allowPublic says that the API is meant to be public.'
    : 'Set mcp:authorization to "token" or "jwt", or mcp:allowPublic to true if the API is meant to be public.'
  for (const operation of openOperations(JSON.parse(body))) {
    report(`${operation} can be called by anybody. ${remedy}`)
  }
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'x-amazon-apigateway-any-method']

/** The operations that nobody guards, as `POST /mcp`. A mock is the gateway's own answer, and the same to all. */
function openOperations({ paths = {}, components }: OpenApi): string[] {
  const schemes = components?.securitySchemes ?? {}
  const isGuarded = ({ security = [] }: Operation) =>
    security.length > 0 && security.every(way => Object.keys(way).some(name => authorizes(schemes[name])))
  const isMock = (operation: Operation) => operation['x-amazon-apigateway-integration']?.type?.toLowerCase() === 'mock'

  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method, operation]) => methods.includes(method) && !isMock(operation) && !isGuarded(operation))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  )
}

/** An API key is none: it meters callers, and does not tell who they are. */
function authorizes(scheme: Scheme = {}): boolean {
  return 'x-amazon-apigateway-authorizer' in scheme || scheme['x-amazon-apigateway-authtype'] === 'awsSigv4'
}
