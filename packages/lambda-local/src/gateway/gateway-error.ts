/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export const gatewayResponseTypes = [
  'ACCESS_DENIED',
  'API_CONFIGURATION_ERROR',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'EXPIRED_TOKEN',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'INVALID_API_KEY',
  'INVALID_SIGNATURE',
  'MISSING_AUTHENTICATION_TOKEN',
  'QUOTA_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'THROTTLED',
  'UNAUTHORIZED',
  'UNSUPPORTED_MEDIA_TYPE',
  'WAF_FILTERED',
] as const

export type GatewayResponseType = (typeof gatewayResponseTypes)[number]

export interface Failure {
  type: GatewayResponseType
  /** Unless a gateway response gives another. */
  status: number
  /** `$context.error.message`. */
  message: string | null
  /** The answer's `x-amzn-ErrorType`. */
  errorType: string
}

const internal = { message: 'Internal server error', errorType: 'InternalServerErrorException' }

/** Every way in which the gateway itself refuses or fails, with what the caller is told. */
export const failures = {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
  noRoute: {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    status: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
  },
  // No route either, but an Authorization header, which is then taken for a signature:
  // https://github.com/amazon-archives/aws-cognito-angular-quickstart/issues/50,
  // as DEFAULT_4XX with 403 in the access log of https://github.com/DataBiosphere/azul/issues/7470
  noSignature: { type: 'DEFAULT_4XX', status: 403, message: null, errorType: 'IncompleteSignatureException' },
  unauthorized: { type: 'UNAUTHORIZED', status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
  // Both texts: https://aws.amazon.com/premiumsupport/knowledge-center/api-gateway-403-error-lambda-authorizer/
  explicitDeny: {
    type: 'ACCESS_DENIED',
    status: 403,
    message: 'User is not authorized to access this resource with an explicit deny',
    errorType: 'AccessDeniedException',
  },
  implicitDeny: {
    type: 'ACCESS_DENIED',
    status: 403,
    message: 'User is not authorized to access this resource',
    errorType: 'AccessDeniedException',
  },
  // The body {"message":null}: https://gist.github.com/djm/15cf09b6b21c20332a602d3bca6b6d08
  authorizerFailed: {
    type: 'AUTHORIZER_CONFIGURATION_ERROR',
    status: 500,
    message: null,
    errorType: 'AuthorizerConfigurationException',
  },
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
  unsupportedMediaType: {
    type: 'UNSUPPORTED_MEDIA_TYPE',
    status: 415,
    message: 'Unsupported Media Type',
    errorType: 'BadRequestException',
  },
  // An event over the 6 MB that Lambda takes, which Lambda measures. Seen in
  // https://github.com/koki-develop/lgtm-generator/issues/10
  eventTooLarge: {
    type: 'REQUEST_TOO_LARGE',
    status: 413,
    message: 'Request Too Long',
    errorType: 'BadRequestException',
  },
  // 500 when Lambda throttles, and that it is this type:
  // https://repost.aws/questions/QUfI6bsdd0SOiPeyimzxSkfQ/, https://stackoverflow.com/questions/36363280
  notInvoked: { type: 'INTEGRATION_FAILURE', status: 500, ...internal },
  // 502 and this type in an access log: https://github.com/DataBiosphere/azul/issues/8192
  functionFailed: { type: 'INTEGRATION_FAILURE', status: 502, ...internal },
  // 502: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html (the type: unverified)
  malformedAnswer: { type: 'INTEGRATION_FAILURE', status: 502, ...internal },
  timedOut: {
    type: 'INTEGRATION_TIMEOUT',
    status: 504,
    message: 'Endpoint request timed out',
    errorType: 'InternalServerErrorException',
  },
} as const satisfies Record<string, Failure>

/** A refusal or failure of the gateway. Its own message is for the execution log, never for the caller. */
export class GatewayError extends Error {
  override name = 'GatewayError'
  readonly failure: Failure

  constructor(failure: Failure, reason: string) {
    super(reason)
    this.failure = failure
  }
}
