import { registerHooks } from 'node:module'

// `node --import ./e2e/hostile/with-hostile-tools.ts app/server.ts`: the local server itself, which offers more.

registerHooks({
  resolve(specifier, context, next) {
    if (!context.parentURL?.includes('/app/') || specifier !== './shipped.ts') return next(specifier, context)
    return next(new URL('./shipped.ts', import.meta.url).href, context)
  },
})
