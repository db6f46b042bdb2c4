import { registerHooks } from 'node:module'

// `node --import ./testing/with-fixtures.ts app/server.ts`: the program itself, with the fixtures in the place of what app/ lists.

const listed = new URL('../app/catalog.ts', import.meta.url).href
const fixtures = new URL('./catalog.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    return resolved.url === listed ? { ...resolved, url: fixtures } : resolved
  },
})
