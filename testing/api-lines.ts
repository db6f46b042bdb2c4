/** As far as the listing reads it. */
interface Document {
  paths: Record<string, Record<string, Operation>>
  'x-amazon-apigateway-gateway-responses': Record<string, GatewayResponse>
}
interface Operation {
  security: object[]
  'x-amazon-apigateway-integration': {
    type: string
    uri?: string
    timeoutInMillis?: number
    responseTransferMode?: string
    responses?: { default: { statusCode: string; responseParameters?: Record<string, string> } }
  }
}
interface GatewayResponse {
  statusCode?: string | number
  responseParameters?: Record<string, string>
}

/** What web pages need in every answer. */
const cors = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'WWW-Authenticate, X-Request-Id, x-amzn-RequestId',
}

/**
 * An API's document in a line for each way in and each answer of the gateway's own: who may call, who answers, and the headers
 * that a caller gets beside those of `cors`. What a reviewer looks at first. Methods that are answered alike share a line.
 *
 * @throws {Error} where an answer of the gateway's lacks a header of `cors`
 */
export function apiLines(document: object): string[] {
  const { paths, 'x-amazon-apigateway-gateway-responses': responses } = document as Document
  const operations = Object.entries(paths).flatMap(([path, methods]) => {
    const byAnswer = Map.groupBy(
      Object.entries(methods),
      ([, operation]) => `${caller(operation)}, ${answer(operation)}`,
    )
    return [...byAnswer].map(([text, alike]) => {
      const names = alike.map(([method]) => method.toUpperCase()).sort()
      return `${path} ${names.join(' ')}: ${text}`
    })
  })
  const own = Object.entries(responses).map(
    ([type, { statusCode = 'its own status', responseParameters }]) =>
      `${type}: ${statusCode}${headers(responseParameters)}`,
  )
  return [...operations, ...own]
}

const caller = ({ security }: Operation) =>
  security.length === 0 ? 'anybody' : `whoever has ${security.flatMap(Object.keys).join()}`

function answer({ 'x-amazon-apigateway-integration': integration }: Operation): string {
  const { type, uri = '', timeoutInMillis, responseTransferMode, responses } = integration
  if (type === 'mock') return `${responses?.default.statusCode}${headers(responses?.default.responseParameters)}`
  const [, alias, how] = /:function:([^/]+)\/(.*)$/.exec(uri) ?? []
  return [type, alias, how, `${timeoutInMillis} ms`, responseTransferMode].filter(Boolean).join(' ')
}

/** As `, Allow: POST`. The document has its values in quotes. */
function headers(parameters: Record<string, string> = {}): string {
  const given = new Map(
    Object.entries(parameters).map(([name, value]) => [name.replace(/^.*\.header\./, ''), value.slice(1, -1)]),
  )
  for (const [name, value] of Object.entries(cors)) {
    if (given.get(name) !== value)
      throw new Error(`An answer lacks ${name}: ${value}. It has ${JSON.stringify(parameters)}`)
    given.delete(name)
  }
  return [...given].map(([name, value]) => `, ${name}: ${value}`).join('')
}

const preflight = (method: string) =>
  `OPTIONS: anybody, 204, Access-Control-Allow-Headers: *, authorization, Access-Control-Allow-Methods: ${method}, Access-Control-Max-Age: 3600`

/** The lines of a path that anybody may read, as that of health. */
export const readOnly = (path: string, cacheControl: string): string[] => [
  `${path} DELETE PATCH POST PUT: anybody, 405, Allow: GET, HEAD`,
  `${path} GET HEAD: anybody, 200, Cache-Control: ${cacheControl}`,
  `${path} ${preflight('GET')}`,
]

/** The lines of the endpoint. */
export const endpoint = (post: string): string[] => [
  '/mcp DELETE GET HEAD PATCH PUT: anybody, 405, Allow: POST',
  `/mcp POST: ${post}`,
  `/mcp ${preflight('POST')}`,
]
