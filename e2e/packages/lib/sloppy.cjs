function callerThis() {
  return this === globalThis
}
exports.scope = [this === exports, arguments.length, typeof __filename, __dirname.endsWith('lib'), require.main === module, module.loaded]
exports.octal = 010
exports.this = callerThis()
exports.module = [typeof module.paths, module.id === __filename, module.exports === exports, typeof require.resolve.paths]
undeclared = 'global'
exports.undeclared = globalThis.undeclared
exports.typeof = (() => {
  try {
    return delete Object.prototype
  } catch {
    return 'strict'
  }
})()
if (exports.scope) return
exports.never = true
