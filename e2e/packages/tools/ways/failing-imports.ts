import { createRequire } from 'node:module'
import { defineTool } from '../../mcp/tool.ts'

const require = createRequire(import.meta.url)

// @ts-expect-error: it is not installed
const optional = await import('not-installed').catch(error => error.code)

function requires(): unknown {
  try {
    return require('not-installed-either')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

export const ways = defineTool({
  name: 'way-failing-imports',
  description: 'Lives with packages that are not installed, and with a module that throws while it loads.',
  async run() {
    const thrown = await import('../../../lib/throws.mjs').catch(error => error)
    const again = await import('../../../lib/throws.mjs').catch(error => error)
    // @ts-expect-error: it is not in the package
    const subpath = await import('semver/no-such-file.js').catch(error => error.code)
    // @ts-expect-error: nor does it exist
    const hidden = await import('uuid/dist/none.js').catch(error => error.code)
    return JSON.stringify({
      optional,
      required: requires(),
      thrown: [thrown.name, thrown.message, thrown === again],
      subpath,
      hidden,
    })
  },
})
