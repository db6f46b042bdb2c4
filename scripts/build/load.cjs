// Loads the server's bundle, with the code that the build has compiled of it (`server.cache`) where there is some. V8 takes
// it only under the version and the flags that made it, and compiles the bundle otherwise.
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
const { constants, Script } = require('node:vm')

const [bundle, cache] = ['server.cjs', 'server.cache'].map(name => join(__dirname, name))
const [before, after] = ['(function (exports, require, module, __filename, __dirname) {', '\n})']

/** @returns what the bundle exports, and the script that it is to V8 */
exports.load = () => {
  const script = new Script(before + readFileSync(bundle, 'utf8') + after, {
    filename: bundle,
    columnOffset: -before.length,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
  })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, bundle, __dirname)
  return { server: module.exports, script }
}
