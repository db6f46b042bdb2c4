import { createRequire, registerHooks } from 'node:module'
import { defineTool } from '../../mcp/tool.ts'

const require = createRequire(import.meta.url)

export const ways = defineTool({
  name: 'way-hooks',
  description:
    'Registers hooks for modules, as tracing does: they see and change what is imported and required after that.',
  async run() {
    const seen: string[] = []
    const hooks = registerHooks({
      resolve(specifier, context, next) {
        if (/hooked/.test(specifier)) seen.push(specifier)
        return next(specifier === 'hooked:virtual' ? '../../../lib/hooked.mjs' : specifier, context)
      },
      load(url, context, next) {
        const loaded = next(url, context)
        return url.endsWith('hooked.mjs')
          ? { ...loaded, source: `${loaded.source}\nexport const added = 'by the hook'` }
          : loaded
      },
    })
    try {
      const name = 'hooked:virtual'
      const hooked = await import(name)
      return JSON.stringify({
        seen,
        added: hooked.added,
        own: hooked.own,
        required: require('../../../lib/hooked.cjs').own,
        after: seen.length,
      })
    } finally {
      hooks.deregister()
    }
  },
})
