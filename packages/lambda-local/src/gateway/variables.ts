import type { Context } from './context.ts'

/** Where an expression stands; it decides which variables there are. */
export type Scope = 'an integration' | 'a gateway response' | 'the access log'

export type Variable = (context: Context) => string | number | null | undefined

const everywhere: Record<string, Variable> = {
  accountId: context => context.accountId,
  apiId: context => context.apiId,
  domainName: context => context.domainName,
  domainPrefix: context => domainPrefix(context),
  extendedRequestId: context => context.extendedRequestId,
  httpMethod: context => context.httpMethod,
  'identity.sourceIp': context => context.sourceIp,
  'identity.userAgent': context => context.userAgent,
  path: context => context.path,
  protocol: context => context.protocol,
  requestId: context => context.requestId,
  requestTime: context => commonLogTime(context.requestTimeEpoch),
  requestTimeEpoch: context => context.requestTimeEpoch,
  resourcePath: context => context.resourcePath,
  stage: context => context.stage,
  xrayTraceId: context => context.traceId,
}

const ofErrors: Record<string, Variable> = {
  'error.message': context => context.error?.message,
  // With its quotes. An error without a message reads {"message":null}.
  'error.messageString': context => context.error && JSON.stringify(context.error.message),
  'error.responseType': context => context.error?.responseType,
}

const ofLogs: Record<string, Variable> = {
  'authorizer.error': context => context.authorizerError,
  'integration.error': context => context.integration.error,
  'integration.latency': context => context.integration.latencyMs,
  'integration.status': context => context.integration.status,
  responseLatency: context => context.responseLatencyMs,
  status: context => context.status,
}

const known: Record<Scope, Record<string, Variable>> = {
  'an integration': everywhere,
  'a gateway response': { ...everywhere, ...ofErrors },
  'the access log': { ...everywhere, ...ofErrors, ...ofLogs },
}

/**
 * The variable of a name such as `identity.sourceIp`, without `$context.`; undefined when there is none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function variable(name: string, scope: Scope): Variable | undefined {
  const variables = known[scope]
  if (Object.hasOwn(variables, name)) return variables[name]
  const [, key] = /^authorizer\.(\w+)$/.exec(name) ?? []
  if (key === undefined) return undefined
  return ({ authorizer }) => (key === 'principalId' ? authorizer?.principalId : authorizer?.values[key])
}

/** The first label of the host's name. */
export function domainPrefix({ domainName }: Context): string {
  return domainName.split(/[.:]/, 1)[0] ?? ''
}

/** `20/Feb/2018:22:48:57 +0000`. */
export function commonLogTime(epochMs: number): string {
  const [, day, month, year, time] = new Date(epochMs).toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}
