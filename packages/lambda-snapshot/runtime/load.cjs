// Loads what the build has put beside this file, with the code that it has compiled of it where there is some. V8 takes that
// only from its own version, under the same flags and, in a process restored from a snapshot, where it was made in one.
const { existsSync, readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join, resolve } = require('node:path')
const { constants, Script } = require('node:vm')

/** What the snapshot has brought: the core, the pack with what could be frozen, and the handlers if that was everything. */
globalThis[Symbol.for('lambda-snapshot')] ??= { restored: false }
const state = globalThis[Symbol.for('lambda-snapshot')]
const { root, entry } = JSON.parse(readFileSync(join(__dirname, 'code.json'), 'utf8'))
const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER

exports.state = state
exports.root = resolve(__dirname, root)
exports.entry = entry

/** @returns the handlers; a promise of them where a module of the code awaits something while it loads */
exports.start = options => {
  state.core ??= exports.loadCore()
  if (entry === undefined) return state.core.start()
  state.pack ??= createPack(options)
  if (state.pack.has(entry)) return state.core.start(state.pack.namespaceOf(entry))
  exports.beforeNode()
  const { pathToFileURL } = require('node:url')
  return import(pathToFileURL(join(exports.root, entry)).href).then(code => state.core.start(code))
}

/** @param {object} [options] for the build: what is told of each module */
function createPack(options) {
  const { shared } = state.core
  return require('./pack.cjs').createPack({
    root: exports.root,
    modules: rows(),
    shared,
    runtime: () => exports,
    ...options,
  })
}

exports.loadCore = () => {
  const filename = join(__dirname, 'core.cjs')
  const script = compiled(readFileSync(filename, 'latin1'), filename, ['exports', 'require', 'module'], cacheOf('core'))
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(join(exports.root, 'package.json')), module)
  exports.coreScript = script
  return module.exports
}

let pack
/** The table of the pack. */
function rows() {
  pack ??= {
    rows: JSON.parse(readFileSync(join(__dirname, 'pack.json'), 'utf8')),
    text: readFileSync(join(__dirname, 'pack.txt')),
    cache: cacheOf('pack'),
  }
  return pack.rows
}
exports.rows = rows

/** The scripts of the modules that were compiled, for whoever wants their code. */
exports.scripts = new Map()

/** @returns a module's function; of JSON, its text */
exports.compile = (file, [index, kind, start, length, isWide], parameters) => {
  rows()
  const text = isWide ? pack.text.utf8Slice(start, start + length) : pack.text.latin1Slice(start, start + length)
  if (kind === 'json') return text
  const script = compiled(text, join(exports.root, file), parameters, cachedModule(index))
  exports.scripts.set(index, script)
  return script.runInThisContext()
}

function cachedModule(index) {
  if (pack.cache === undefined) return undefined
  const [start, length] = [pack.cache.readUInt32LE(index * 8), pack.cache.readUInt32LE(index * 8 + 4)]
  return length === 0 ? undefined : pack.cache.subarray(start, start + length)
}

function cacheOf(name) {
  const path = join(__dirname, `${name}.${state.restored ? 'restored' : 'plain'}.cache`)
  return existsSync(path) ? readFileSync(path) : undefined
}

function compiled(text, filename, parameters, cachedData) {
  const before = `(function (${parameters.join(', ')}) {`
  return new Script(`${before}${text}\n})`, {
    filename,
    columnOffset: -before.length,
    importModuleDynamically,
    cachedData,
  })
}

/** Node's own, which what did not come from a file lacks. */
exports.import = (url, options) => import(url, options)

/** The same as a file has it, for what there is not: Node says so, and warns that it makes this. */
exports.importIn = filename =>
  new Script('(specifier, options) => import(specifier, options)', {
    filename,
    importModuleDynamically,
  }).runInThisContext()

/** From here on, Node gets the instances of the pack and of the core where it would load their files again. */
exports.beforeNode = () => {
  if (hooked) return
  hooked = true
  require('./hooks.cjs')
}
let hooked = false
