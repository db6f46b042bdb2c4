import { methodNotAllowed, routes } from '../app/routes.ts'
import { cors, literal, mock, rpcError } from './gateway-answers.ts'

/** All that a resource can have: https://docs.aws.amazon.com/apigateway/latest/api/API_Method.html, `ANY` aside. */
const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const

type Operation = ReturnType<typeof mock> & { operationId: string; summary: string }

/**
 * The methods that a path does not serve, as `app/routes.ts` has them: 405, as the local server answers. Left out, they would
 * be an unknown path to API Gateway.
 *
 * @param name ends each `operationId`
 */
export function otherMethods(path: string, name: string): Partial<Record<(typeof methods)[number], Operation>> {
  const served: readonly string[] = routes.find(route => route.path === path)?.methods ?? []
  const refusal = mock('405', { ...cors, Allow: literal(served.join(', ')) }, rpcError(methodNotAllowed))
  const others = methods.filter(method => method !== 'options' && !served.includes(method.toUpperCase()))
  return Object.fromEntries(
    others.map(method => [method, { operationId: `no${name}${method}`, summary: 'Not served', ...refusal }]),
  )
}
