import { registerHooks } from 'node:module'

// `node --import ./e2e/hostile/with-hostile-tools.ts app/local-server.ts`: the local server itself, which offers more. Asked for
// its memory by its parent, it tells what is in use.

registerHooks({
  resolve(specifier, context, next) {
    if (!context.parentURL?.includes('/app/') || specifier !== './shipped.ts') return next(specifier, context)
    return next(new URL('./shipped.ts', import.meta.url).href, context)
  },
})

if (process.send) {
  process.on('message', () => {
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    process.send?.(heapUsed + external)
  })
  process.channel?.unref() // As a server without a parent: it ends when it is done.
}
