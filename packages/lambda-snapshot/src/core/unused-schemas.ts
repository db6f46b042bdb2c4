import type { Rewrite } from './rewrite.ts'

/** A statement that makes a schema, up to the next one. */
const schema = /^const (\w+Schema) = (.*?);(?=\n+[a-z/])/gms

/**
 * The SDK puts all of its schemas into a register while it loads, for `specTypeSchemas` and `isSpecType`. Made by a function,
 * the register is filled for those who import one of the two.
 */
const register: [code: string, instead: string][] = [
  ['const _specTypeSchemas = {};', 'const specTypes = /* @__PURE__ */ (() => { const _specTypeSchemas = {};'],
  [
    'const specTypeSchemas = Object.freeze(_specTypeSchemas);',
    'return [Object.freeze(_specTypeSchemas), Object.freeze(_isSpecType)]; })(); ' +
      'const specTypeSchemas = /* @__PURE__ */ (() => specTypes[0])();',
  ],
  ['const isSpecType = Object.freeze(_isSpecType);', 'const isSpecType = /* @__PURE__ */ (() => specTypes[1])();'],
]

/**
 * Tells esbuild that making a schema does nothing else, so that it leaves out what nobody uses: hundreds of the SDK's
 * schemas, OAuth's documents among them, that a server neither reads nor writes.
 *
 * @throws {Error} when the SDK makes its schemas in a way that this does not know
 */
export const unusedSchemas: Rewrite = (code, path) => {
  const [, name] = /[\\/]@modelcontextprotocol[\\/](core|server)[\\/]dist[\\/][^\\/]+\.mjs$/.exec(path) ?? []
  if (name === 'core') return code.replace(schema, 'const $1 = /* @__PURE__ */ (() => $2)();')
  if (name !== 'server' || !code.includes('isSpecType = ')) return code
  return register.reduce((code, [old, instead]) => {
    const [before = '', after, ...more] = code.split(old)
    if (after === undefined || more.length > 0)
      throw new Error(`${path} has no single "${old}": look into unused-schemas.ts`)
    return before + instead + after
  }, code)
}
