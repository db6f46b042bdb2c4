// Runs under `node --build-snapshot`: loads the server's bundle, lets it warm itself up, and leaves its handlers where
// `app.cjs` finds them. What the process holds at the end is what each restored process starts with.
//
// usage: node --snapshot-blob FOLDER/app.blob --build-snapshot freeze.cjs FOLDER
// Plain JavaScript: nothing but Node's own modules can be required here.
const { readFileSync } = require('node:fs')
const { SourceMap } = require('node:module')
const { join } = require('node:path')
const { compileFunction, constants, Script } = require('node:vm')
const { startupSnapshot } = require('node:v8')

const file = join(process.argv[2], 'server.cjs')
const { watch } = load(join(__dirname, 'guard.cjs'), require)

/** Read while they load, and harmless: whether to print deprecations, which is settled for all of Lambda. */
const harmless = /^process\.env\.(NO|TRACE)_DEPRECATION$/

const watching = watch(require)
let server
try {
  server = load(file, watching.require)
} finally {
  refuse(watching.end().filter(({ what }) => !harmless.test(what)))
}
void freeze()

/** A module's own `require` would load files by paths of this machine; the snapshot's knows Node's modules only. */
function load(path, require) {
  const module = { exports: {} }
  const names = ['exports', 'require', 'module']
  compileFunction(readFileSync(path, 'utf8'), names, { filename: path })(module.exports, require, module)
  return module.exports
}

async function freeze() {
  // Node draws random UUIDs in blocks of 128. A block drawn here would be handed out by every restored process.
  crypto.randomUUID = () => '00000000-0000-4000-8000-000000000000'
  globalThis[Symbol.for('serverless-mcp')] = await server.freeze()
  delete crypto.randomUUID
  startupSnapshot.setDeserializeMainFunction(main)
}

/** What a restored process does: what it would have done without a snapshot. */
function main() {
  // The option is for this process alone, and not for those that it starts.
  const { NODE_OPTIONS = '' } = process.env
  process.env.NODE_OPTIONS = NODE_OPTIONS.replace(/ ?--snapshot-blob=\S+/, '')
  const { createRequire } = process.getBuiltinModule('node:module')
  const { resolve } = process.getBuiltinModule('node:path')
  const path = resolve(process.argv[1])
  try {
    createRequire(path)(path)
  } catch (error) {
    if (error.code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error
    // A program that awaits while it loads can only be imported.
    const { pathToFileURL } = process.getBuiltinModule('node:url')
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
    new Script('url => import(url)', { importModuleDynamically }).runInThisContext()(pathToFileURL(path).href)
  }
}

/** Ends the build, naming the modules that read what a snapshot must not keep. */
function refuse(reads) {
  if (reads.length === 0) return
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')))
  const lines = reads.map(({ what, stack }) => `  ${sourceOf(stack, map)} reads ${what}`)
  console.error(
    `No snapshot: what these modules read while they load would be the same in every process started from it.\n` +
      `${[...new Set(lines)].join('\n')}\n` +
      'Read it in a function, when a request needs it; or build without a snapshot: npm run image -- --no-snapshot',
  )
  process.exit(1)
}

/** The innermost frame in the bundle, as file and line of the source. */
function sourceOf(stack, map) {
  const [, line, column] = stack.match(/server\.cjs:(\d+):(\d+)/) ?? []
  const { originalSource, originalLine } = map.findEntry(Number(line) - 1, Number(column) - 1)
  return `${originalSource?.replace(/^(\.\.\/)+/, '')}:${originalLine + 1}`
}
