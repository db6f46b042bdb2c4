import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import bindings from 'bindings'
import callsites from 'callsites'
import depd from 'depd'
import { fails } from '../../../lib/fails.mjs'
import { defineTool } from '../../mcp/tool.ts'

const deprecate = depd('matrix')
const places = (stack = '') =>
  [...stack.matchAll(/(?:at (\S+) .*)?\/((?:app|lib)\/\S+?:\d+):\d+\)?$/gm)].map(
    found => `${found[1] ?? ''} ${found[2]}`,
  )

function here(): string[] {
  return places(new Error('here').stack)
}

function structured() {
  const { prepareStackTrace } = Error
  try {
    Error.prepareStackTrace = (_error, sites) =>
      sites.map(site => [
        site.getFunctionName(),
        site.getFileName()?.split('/').slice(-3).join('/'),
        site.getLineNumber(),
      ])
    return (new Error('sites').stack as unknown as unknown[])[0]
  } finally {
    Error.prepareStackTrace = prepareStackTrace as never
  }
}

function old() {
  deprecate('old is old')
}

export const ways = defineTool({
  name: 'way-stack',
  description: 'Names its own files and lines in stacks: as text, as call sites, to packages that ask who called.',
  run() {
    const printed: string[] = []
    const onDeprecation = (error: { namespace: string; message: string; stack?: string }) =>
      void printed.push(error.namespace, error.message)
    process.once('deprecation' as never, onDeprecation as never)
    old()
    let error: unknown
    try {
      fails()
    } catch (thrown) {
      error = thrown
    }
    const { stack } = error as Error
    const root = bindings.getRoot(bindings.getFileName())
    return JSON.stringify({
      here: here()[0],
      thrown: places(stack).slice(0, 2),
      inspected: places(inspect(error))[0],
      site: callsites()[0]?.getFileName()?.split('/').slice(-3).join('/'),
      structured: structured(),
      deprecated: printed,
      // The root of the package that calls, by its stack.
      root: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name,
    })
  },
})
