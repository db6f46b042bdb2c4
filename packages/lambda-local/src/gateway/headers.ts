import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { Context } from './context.ts'
import { type Scope, variable } from './variables.ts'

export type Header = [name: string, value: string]

/** The last value of a header, its name in any case. */
export function lastValue(headers: Header[], name: string): string | undefined {
  return headers.findLast(([given]) => given.toLowerCase() === name.toLowerCase())?.[1]
}

/** Whether HTTP can carry it. */
export function isSendable([name, value]: Header): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}

/**
 * Compiles mappings such as `gatewayresponse.header.Allow: "'POST'"`: to a quoted literal, or to `context.NAME`. A variable
 * without a value that HTTP can carry is no header (unverified).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 *
 * @throws {Error} naming a mapping of another form
 */
export function compileHeaders(mappings: Record<string, string>, scope: Scope, where: string) {
  const compiled = Object.entries(mappings).map(([target, source]) => {
    const name = target.slice(target.indexOf('.header.') + '.header.'.length)
    return [name, compileSource(source, scope, `${where}.${target}`)] as const
  })
  return (context: Context): Header[] =>
    compiled.flatMap(([name, read]): Header[] => {
      const value = read(context)
      return value === undefined || !isSendable([name, value]) ? [] : [[name, value]]
    })
}

function compileSource(source: string, scope: Scope, where: string): (context: Context) => string | undefined {
  const literal = /^'(.*)'$/.exec(source)?.[1]
  if (literal !== undefined) return () => literal
  const name = /^context\.(.+)$/.exec(source)?.[1]
  const read = name === undefined ? undefined : variable(name, scope)
  if (read === undefined) {
    throw new Error(
      `${where} is ${source}. It must be a literal in single quotes, or context.NAME of a known variable.`,
    )
  }
  return context => {
    const value = read(context)
    return value === undefined || value === null ? undefined : String(value)
  }
}
