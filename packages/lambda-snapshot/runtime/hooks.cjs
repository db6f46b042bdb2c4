// What Node loads itself may import a module that the pack or the core has: it gets that one, and no second.
const { registerHooks } = require('node:module')
const { relative, sep } = require('node:path')
const { fileURLToPath } = require('node:url')
const { root, rows, state } = require('./load.cjs')
const names = require('./names.json')

registerHooks({
  load(url, context, next) {
    // With a query, Node loads a file once more.
    const isPath = url.startsWith('file:') && !/[?#]/.test(url)
    const file = isPath ? relative(root, fileURLToPath(url)).replaceAll(sep, '/') : ''
    // A CommonJS module is found in Node's own cache.
    const isOurs = file in names && (rows()[file]?.[1] === 'esm' || file in state.core.shared)
    return isOurs
      ? { format: 'module', shortCircuit: true, source: handOut(file, context.conditions.includes('require')) }
      : next(url, context)
  },
})

/** A module with the same exports, which are those of the one that there is. A `require` gets the very namespace that there is, and one with a default what Node makes of it. */
function handOut(file, isRequired) {
  const exported = names[file].map(
    (name, index) => `const _${index} = m[${JSON.stringify(name)}]; export { _${index} as ${JSON.stringify(name)} }`,
  )
  const found = `globalThis[Symbol.for('lambda-snapshot')].pack.namespaceOf(${JSON.stringify(file)})`
  // https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require
  const isWhole = !['default', 'module.exports'].some(name => names[file].includes(name))
  if (isRequired && isWhole) exported.push('export { m as "module.exports" }')
  return [`const m = ${found}`, ...exported].join('\n')
}
