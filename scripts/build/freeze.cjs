// Runs under `node --build-snapshot`: loads the server's bundle, lets it warm itself up, and leaves its handlers where
// `app.cjs` finds them. What the process holds at the end is what each restored process starts with.
//
// usage: node --snapshot-blob FOLDER/app.blob --build-snapshot freeze.cjs FOLDER
// Plain JavaScript: nothing but Node's own modules can be required here.
const { readFileSync } = require('node:fs')
const { SourceMap } = require('node:module')
const { dirname, join } = require('node:path')
const { compileFunction, constants, Script } = require('node:vm')
const { startupSnapshot } = require('node:v8')

const file = join(process.argv[2], 'server.cjs')
const { watch } = load(join(__dirname, 'guard.cjs'), require)

/**
 * Read while they load, and harmless: whether to print deprecations, which is settled for all of Lambda, and a setting of
 * serverless-http that its adapter here overrules.
 */
const harmless = /process\.env\.((NO|TRACE)_DEPRECATION|BINARY_CONTENT_TYPES)$/

void freeze().catch(error => end(inSources(error.stack)))

async function freeze() {
  const server = await loadWatched()
  // Node draws random UUIDs in blocks of 128. A block drawn here would be handed out by every restored process.
  crypto.randomUUID = () => '00000000-0000-4000-8000-000000000000'
  globalThis[Symbol.for('serverless-mcp')] = await server.freeze()
  delete crypto.randomUUID
  startupSnapshot.setDeserializeMainFunction(main)
}

/** Loads the bundle, and watches what it starts while it loads to the end of that. */
async function loadWatched() {
  const watching = watch(require)
  let server
  let open
  try {
    server = load(file, watching.require)
    open = await whatStaysOpen()
  } finally {
    refuse(watching.end().filter(({ what }) => !harmless.test(what)))
  }
  if (open.length > 0) end(`Still open a second after the server has been loaded: ${open.join(', ')}`)
  return server
}

/** Waits until nothing but the console's streams is open, or for a second. */
async function whatStaysOpen() {
  const { setTimeout: sleep } = require('node:timers/promises')
  for (let round = 0; ; round++) {
    await new Promise(setImmediate)
    const open = process.getActiveResourcesInfo().filter(name => name !== 'PipeWrap' && name !== 'TTYWrap')
    if (open.length === 0 || round === 100) return [...new Set(open)]
    await sleep(10)
  }
}

/** A module's own `require` would load files by paths of this machine; the snapshot's knows Node's modules only. */
function load(path, require) {
  const module = { exports: {} }
  const scope = { exports: module.exports, require, module, __filename: path, __dirname: dirname(path) }
  compileFunction(readFileSync(path, 'utf8'), Object.keys(scope), { filename: path })(...Object.values(scope))
  return module.exports
}

/** What a restored process does: what it would have done without a snapshot. */
function main() {
  // The option is for this process alone, and not for those that it starts.
  const { NODE_OPTIONS } = process.env
  const own = NODE_OPTIONS?.replace(/ ?--snapshot-blob=\S+/, '')
  if (own) process.env.NODE_OPTIONS = own
  else delete process.env.NODE_OPTIONS
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
function refuse(seen) {
  if (seen.length === 0) return
  const lines = seen.map(({ what, stack }) => `  ${inSources(stack.match(place)?.[0] ?? 'a module')} ${what}`)
  end(
    'No snapshot: what these modules read while they load would be the same in every process started from it.\n' +
      `${[...new Set(lines)].join('\n')}\n` +
      'Read it in a function, when a request needs it; or build without a snapshot: npm run image -- --no-snapshot',
  )
}

function end(message) {
  console.error(message)
  process.exit(1)
}

/** A place in the bundle, also as the innermost of a stack. */
const place = /\/[^\s(]*server\.cjs:(\d+):(\d+)/

/** A text that names places in the bundle, with the files and lines of the sources. */
function inSources(text) {
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')))
  return text.replace(new RegExp(place, 'g'), (inBundle, line, column) => {
    const { originalSource, originalLine } = map.findEntry(Number(line) - 1, Number(column) - 1)
    return originalSource === undefined ? inBundle : `${originalSource.replace(/^(\.\.\/)+/, '')}:${originalLine + 1}`
  })
}
