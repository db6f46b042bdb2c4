import type { MockIntegration } from './document.ts'
import { type Integration, send } from './exchange.ts'
import { failures, GatewayError } from './gateway-error.ts'
import { compileHeaders, type Header, lastValue } from './headers.ts'
import { mediaType } from './media-types.ts'
import { compileTemplate } from './template.ts'

/**
 * Compiles a mock integration, which answers without a backend.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 *
 * @throws {Error} naming a template or a mapping that is not supported, or a request template that would be a 500
 */
export function createMock(mock: MockIntegration, where: string): Integration {
  const { statusCode, responseParameters, responseTemplates } = mock.responses.default
  const scope = 'an integration'
  checkRequestTemplate(mock.requestTemplates['application/json'], where)
  const mapped = compileHeaders(responseParameters, scope, where)
  const render = compileTemplate(responseTemplates['application/json'] ?? '', { scope, where })

  return async exchange => {
    const { request, context } = exchange
    // There is a template for JSON and for nothing else; a request without a type counts as JSON:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    const given = mediaType(lastValue(request.headers, 'content-type') ?? 'application/json')
    if (given !== 'application/json') {
      throw new GatewayError(failures.unsupportedMediaType, `No request template is for ${given}.`)
    }
    const headers: Header[] = [
      // "API Gateway includes a Content-Type header for all integration responses", application/json by default:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
      ['Content-Type', 'application/json'],
      ['X-Amzn-Trace-Id', `Root=${context.traceId}`],
      ...mapped(context),
    ]
    send(exchange, { status: statusCode, headers, body: Buffer.from(render(context)) })
  }
}

/** The request template names the status by which a response is found; the only one here is the default. */
function checkRequestTemplate(template: string, where: string): void {
  try {
    if (Number.isInteger(JSON.parse(template).statusCode)) return
  } catch {
    // Said below.
  }
  throw new Error(`${where}.requestTemplates must be {"statusCode": NUMBER}: every call would be answered with 500.`)
}
