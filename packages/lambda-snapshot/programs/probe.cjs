// Loads what the build has put into FOLDER, watched, and writes to RESULT as JSON what it saw: of the core, and of each module of the
// pack in the order in which they were loaded.
//
// usage: node probe.cjs FOLDER RESULT
const { AsyncLocalStorage } = require('node:async_hooks')
const { join, sep } = require('node:path')
const { writeFileSync: write } = require('node:fs')
const { attempt, end, messageOf, run } = require('./attempt.cjs')
const { watch } = require('./guard.cjs')

const [folder, result] = process.argv.slice(2)
const built = require(join(folder, 'load.cjs'))
const { root } = built
const { setImmediate } = globalThis

/** By module: what was seen while it was loaded, what it loaded, and whether it threw. */
const modules = {}
/** What could not be loaded here, with the module that threw. */
const failures = []
/** By what was thrown: the module that threw it; none where it did without another that had. */
const thrown = new Map()
/** The modules as they were begun, and as they were done with. */
const begun = []
const order = []
const evaluating = []
const core = []
/** Of the warm-up, which may ask for the time. */
const warming = []
let warms = false
/** The first module that changes how Node loads others. */
let watcher

const loaders = ['load.cjs', 'pack.cjs', 'hooks.cjs'].map(name => join(folder, name))
/** What a module begins while it loads may go on later. */
const origin = new AsyncLocalStorage()

/** From then on, what has no place is of modules that Node itself loads for the code, and goes on later. */
let codeLoads = false

const guard = watch((what, stack) => {
  const file = evaluating.at(-1) ?? origin.getStore()
  const place = placeOf(stack)
  if (file !== undefined) modules[file].seen.push({ what, ...(place && { place }) })
  else if (place !== undefined && place.split(':')[0] in modules)
    modules[place.split(':')[0]].seen.push({ what, place })
  else if (place !== undefined || warms || !codeLoads) (warms ? warming : core).push({ what, ...(place && { place }) })
}, loaders)

/** The innermost place below the root. */
function placeOf(stack) {
  for (const [, path, line, column] of stack.matchAll(/\(?(?:file:\/\/)?([^\s()]+):(\d+):(\d+)\)?$/gm)) {
    if (path.startsWith(folder + sep) && path !== join(folder, 'core.cjs')) continue
    if (path === join(folder, 'core.cjs')) return `core.cjs:${line}:${column}`
    if (path.startsWith(root + sep) && !path.startsWith(__dirname))
      return `${path.slice(root.length + 1).replaceAll(sep, '/')}:${line}`
  }
  return undefined
}

const watched = {
  edge(file) {
    const from = evaluating.at(-1)
    if (from !== undefined) modules[from].loads.push(file)
  },
  enter(file) {
    if (evaluating.length === 0) guard.changes(true) // What the core has added is none of the module's business.
    modules[file] = { seen: [], loads: [] }
    begun.push(file)
    evaluating.push(file)
    origin.enterWith(file)
  },
  leave(file) {
    guard.changes()
    const { replaced, added } = guard.loaderChanges()
    const { seen } = modules[file]
    if (added.length > 0) seen.push({ what: `adds a way to load ${added.join(', ')}` })
    // What is loaded after that, it may want to see.
    if (watcher !== undefined) seen.push({ what: `is loaded after ${watcher}, which changes how Node loads modules` })
    else if (replaced.length > 0) {
      seen.push({ what: 'changes how Node loads modules' })
      watcher = file
    }
    evaluating.pop()
    origin.enterWith(evaluating.at(-1))
    order.push(file)
  },
  threw(file, error) {
    const { seen, loads } = modules[file]
    if (!thrown.has(error)) {
      const lacks = loads.some(next => modules[next]?.threw === 'esm')
      thrown.set(error, lacks ? undefined : file)
      if (!lacks) seen.push({ what: `throws in the build: ${messageOf(error).split('\n')[0]}` })
    }
    modules[file].threw = built.rows()[file][1]
    const from = thrown.get(error)
    // What a CommonJS module throws, another may catch.
    if (modules[file].threw === 'esm' && from !== undefined) failures.push({ file: from, message: messageOf(error) })
  },
  node(path) {
    const from = evaluating.at(-1)
    if (from !== undefined) modules[from].seen.push({ what: `has Node itself load ${path}` })
  },
  builtin(specifier) {
    const from = evaluating.at(-1)
    if (from !== undefined && !guard.holds(specifier))
      modules[from].seen.push({ what: `loads ${specifier.startsWith('node:') ? '' : 'node:'}${specifier}` })
  },
}

run(async () => {
  try {
    built.state.core = built.loadCore()
    codeLoads = built.entry !== undefined
  } catch {} // It is tried again, and then says why.
  const failure = await attempt(built, watched)
  await new Promise(resolve => setImmediate(resolve))
  // Without a module that threw, the server itself may not start.
  if (failure !== undefined && failures.length === 0) failures.push({ message: failure })
  const seen = { core, warming, modules, begun, order, failures }
  write(result, JSON.stringify(seen)) // A warm-up may never end.
  warms = true
  await (async () => built.state.core?.warmUp?.())().catch(() => {})
  write(result, JSON.stringify(seen))
  end()
})
