import type { LambdaFunction } from '../function.ts'
import { type Authorize, createAuthorizer } from './authorizer.ts'
import type { ApiDocument, Operation } from './document.ts'
import type { Integration } from './exchange.ts'
import { createBinaryTest } from './media-types.ts'
import { createMock } from './mock.ts'
import { createProxy } from './proxy.ts'

/** A method of a resource. */
export interface Route {
  resource: string
  /** Absent: anybody may call. */
  authorize: Authorize | undefined
  integrate: Integration
}

/**
 * Compiles the paths of a document, with their authorizers and integrations.
 *
 * @param functions by the uri that the document invokes them by
 * @throws {Error} naming what cannot be served, or has no function
 */
export function createRoutes(
  document: ApiDocument,
  functions: Record<string, LambdaFunction>,
  clock: () => number,
): (method: string, path: string) => Route | undefined {
  const functionAt = (uri: string) => {
    const fn = Object.hasOwn(functions, uri) ? functions[uri] : undefined
    if (fn === undefined) throw new Error(`The document invokes ${uri}, which is not one of the given functions.`)
    return fn
  }
  const authorizers = new Map<string, Authorize>()
  for (const [name, scheme] of Object.entries(document.components.securitySchemes)) {
    const { authorizerUri } = scheme['x-amazon-apigateway-authorizer']
    authorizers.set(name, createAuthorizer(scheme, functionAt(authorizerUri), clock))
  }
  const routes = new Map<string, Route>()
  for (const [resource, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      routes.set(`${method.toUpperCase()} ${resource}`, {
        resource,
        authorize: findAuthorizer(operation, authorizers),
        integrate: createIntegration(operation, document, functionAt, `paths.${resource}.${method}`),
      })
    }
  }
  // That /mcp/ is /mcp, LocalStack recorded on AWS for a resource with a parameter; for one without it is unverified.
  return (method, path) => routes.get(`${method} ${path}`) ?? routes.get(`${method} ${path.replace(/(?<=.)\/$/, '')}`)
}

function findAuthorizer({ security }: Operation, authorizers: Map<string, Authorize>): Authorize | undefined {
  const [name] = security.flatMap(Object.keys)
  if (name === undefined) return undefined
  const authorize = authorizers.get(name)
  if (authorize === undefined) throw new Error(`security names "${name}", which is not in components.securitySchemes.`)
  return authorize
}

function createIntegration(
  operation: Operation,
  document: ApiDocument,
  functionAt: (uri: string) => LambdaFunction,
  where: string,
): Integration {
  const integration = operation['x-amazon-apigateway-integration']
  const binaryTypes = document['x-amazon-apigateway-binary-media-types']
  if (integration.type === 'aws_proxy') {
    return createProxy(integration, functionAt(integration.uri), createBinaryTest(binaryTypes))
  }
  // https://repost.aws/questions/QUcGyz1u8GSqqXNbjdCqx5Eg/api-gateway-mock-integration-fails-with-binary-media-types-forces-costly-workarounds
  if (binaryTypes.includes('*/*') && integration.contentHandling === undefined) {
    throw new Error(`${where} is a mock, and every type is binary: it needs contentHandling CONVERT_TO_TEXT, or fails.`)
  }
  return createMock(integration, where)
}
