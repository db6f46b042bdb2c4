const guide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide'

/** Where the cases of the gateway come from. */
export const pages = {
  authorizer: `${guide}/apigateway-use-lambda-authorizer.html`,
  authorizerInput: `${guide}/call-api-with-api-gateway-lambda-authorization.html`,
  authorizerOutput: `${guide}/api-gateway-lambda-authorizer-output.html`,
  denied: 'https://aws.amazon.com/premiumsupport/knowledge-center/api-gateway-403-error-lambda-authorizer/',
  authorizerFailed: 'https://gist.github.com/djm/15cf09b6b21c20332a602d3bca6b6d08',
  policies: `${guide}/api-gateway-control-access-using-iam-policies-to-invoke-api.html`,
  variables: `${guide}/api-gateway-mapping-template-reference.html`,
  gatewayResponses: `${guide}/supported-gateway-response-types.html`,
  customResponses: `${guide}/api-gateway-gatewayResponse-definition.html`,
  requestId: `${guide}/set-up-gateway-response-using-the-console.html`,
  mappings: `${guide}/rest-api-parameter-mapping-sources.html`,
  signature: 'https://github.com/amazon-archives/aws-cognito-angular-quickstart/issues/50',
  deniedContext: 'https://stackoverflow.com/questions/47921803',
  mock: `${guide}/how-to-mock-integration.html`,
  endpoint: `${guide}/api-gateway-swagger-extensions-endpoint-configuration.html`,
  noContent: 'https://www.rfc-editor.org/rfc/rfc9110#section-8.6',
  passthrough: `${guide}/integration-passthrough-behaviors.html`,
  proxy: `${guide}/set-up-lambda-proxy-integrations.html`,
  notes: `${guide}/api-gateway-known-issues.html`,
  binary: `${guide}/api-gateway-payload-encodings-workflow.html`,
  functionFailed: 'https://github.com/DataBiosphere/azul/issues/8192',
  malformed: 'https://repost.aws/knowledge-center/malformed-502-api-gateway',
  throttled: 'https://repost.aws/questions/QUfI6bsdd0SOiPeyimzxSkfQ/',
  tooLarge: 'https://github.com/koki-develop/lgtm-generator/issues/10',
  limits: `${guide}/limits.html`,
  stream: `${guide}/response-transfer-mode.html`,
  streamFormat: `${guide}/response-transfer-mode-lambda.html`,
  /** Found on AWS by tests of LocalStack: tests/aws/services/apigateway/test_apigateway_lambda.py there. */
  localstack: 'https://github.com/localstack/localstack',
} as const

/** An address of {@link pages}, or the admission that there is none. */
export type Source = (typeof pages)[keyof typeof pages] | 'unverified'
