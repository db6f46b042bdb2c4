import type { Context } from './context.ts'
import type { GatewayResponses } from './document.ts'
import type { Answer } from './exchange.ts'
import type { GatewayError, GatewayResponseType } from './gateway-error.ts'
import { compileHeaders } from './headers.ts'
import { compileTemplate } from './template.ts'

type Render = (context: Context) => Omit<Answer, 'status'>

/** The template of a response that nobody customized. */
const builtIn = '{"message":$context.error.messageString}'

/**
 * Compiles the document's gateway responses. A response is that of its type, else that of `DEFAULT_4XX` or `DEFAULT_5XX`,
 * else the built-in one; whose status is the one that the type is documented with, unless a response sets another.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 *
 * @throws {Error} naming a header mapping or a template that is not supported
 */
export function createGatewayResponses(responses: GatewayResponses): (error: GatewayError, context: Context) => Answer {
  const compiled = new Map<GatewayResponseType, Render>()
  for (const type of Object.keys(responses) as GatewayResponseType[]) compiled.set(type, compile(type, responses))
  const uncustomized = compile('DEFAULT_4XX', {})

  return ({ failure }, context) => {
    const byDefault = failure.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'
    const render = compiled.get(failure.type) ?? compiled.get(byDefault) ?? uncustomized
    const status = responses[failure.type]?.statusCode ?? responses[byDefault]?.statusCode ?? failure.status
    context.error = { message: failure.message, responseType: failure.type }
    const { headers, body } = render(context)
    return { status, headers: [['x-amzn-ErrorType', failure.errorType], ...headers], body }
  }
}

function compile(type: GatewayResponseType, responses: GatewayResponses): Render {
  const { responseParameters = {}, responseTemplates = {} } = responses[type] ?? {}
  const scope = 'a gateway response'
  const where = `x-amazon-apigateway-gateway-responses.${type}`
  const headers = compileHeaders(responseParameters, scope, where)
  const body = compileTemplate(responseTemplates['application/json'] ?? builtIn, { scope, where })
  return context => ({
    headers: [['Content-Type', 'application/json'], ...headers(context)],
    body: Buffer.from(body(context)),
  })
}
