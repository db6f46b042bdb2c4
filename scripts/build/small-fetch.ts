import { join, resolve } from 'node:path'
import type { Rewrite } from './rewrite.ts'

const classes = join(import.meta.dirname, 'fetch-classes.ts')
const names = ['Headers', 'ReadableStream', 'Request', 'Response']

const own = ['app/mcp.ts', 'app/middleware/mcp.ts', 'app/verifiers/issuer-keys.ts'].map(file => resolve(file))

/**
 * Who gets the small classes: the MCP SDK, what speaks to it, Koa, which asks of a body whether it is one of them, and jose,
 * which is handed an issuer's keys as an answer of `fetch`. Tools and their packages keep Node's own, which do more, and are
 * what Node's `fetch` takes.
 */
const isUser = (path: string) =>
  own.includes(path) || /[\\/]node_modules[\\/](@modelcontextprotocol[\\/](core|server)|jose|koa)[\\/]/.test(path)

/** Puts `fetch-classes.ts` in the place of Node's classes. */
export const smallFetch: Rewrite = (code, path) => {
  if (!isUser(path)) return code
  const used = names.filter(name => new RegExp(`\\b${name}\\b`).test(code)).join(', ')
  // A CommonJS module with an `import` would be none any more.
  const isCommonJs = path.endsWith('.js')
  const imported = isCommonJs
    ? `const { ${used} } = require(${JSON.stringify(classes)});`
    : `import { ${used} } from ${JSON.stringify(classes)};`
  return `${imported}${code}`
}
