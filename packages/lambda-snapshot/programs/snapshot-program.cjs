// Runs under `node --build-snapshot`: loads the core, lets it warm itself up, loads the modules of the pack that can be
// frozen, and leaves all of it where `app.cjs` and `load.cjs` find it. What the process holds at the end is what each restored
// process starts with.
//
// usage: node --snapshot-blob FOLDER/app.blob --build-snapshot snapshot-program.cjs FOLDER FROZEN
// FROZEN is a file with the modules to freeze, as JSON, in the order in which they are begun.
// Plain JavaScript: nothing but Node's own modules can be required here. Not node:v8, see worker.cjs: without a main function, which
// only that module can set, a restored process runs the program that it is given, as any other does.
const { readFileSync } = require('node:fs')
const { dirname, join, resolve } = require('node:path')
const { compileFunction } = require('node:vm')

const [folder, list] = process.argv.slice(2).map(path => resolve(path))
const state = { restored: true, core: undefined, pack: undefined, handlers: undefined, enter, builtins: [] }

void freeze().catch(error => end(error.stack ?? String(error)))

async function freeze() {
  state.core = load(join(folder, 'core.cjs'))
  // Node draws random UUIDs in blocks of 128. A block drawn here would be handed out by every restored process. And Node's
  // own `crypto` is not to be asked for, see worker.cjs.
  const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto')
  const randomUUID = () => '00000000-0000-4000-8000-000000000000'
  Object.defineProperty(globalThis, 'crypto', { value: { randomUUID }, configurable: true })
  await state.core.warmUp?.()
  Object.defineProperty(globalThis, 'crypto', own)
  const { root, entry } = JSON.parse(readFileSync(join(folder, 'code.json'), 'utf8'))
  if (entry === undefined) state.handlers = state.core.start()
  else {
    process.chdir(resolve(folder, root))
    state.pack = createPack(resolve(folder, root))
    const files = JSON.parse(readFileSync(list, 'utf8'))
    for (const file of files) state.pack.load(file)
    if (files.includes(entry)) state.handlers = state.core.start(state.pack.namespaceOf(entry))
    delete state.pack.options.compile // From here on, the code is in the cache.
  }
  state.builtins = [...process.moduleLoadList]
  globalThis[Symbol.for('lambda-snapshot')] = state
}

function createPack(root) {
  const rows = JSON.parse(readFileSync(join(folder, 'pack.json'), 'utf8'))
  const text = readFileSync(join(folder, 'pack.txt'))
  const frozen = JSON.parse(readFileSync(list, 'utf8'))
  const compile = (file, [, kind, start, length, isWide], parameters) => {
    const source = isWide ? text.utf8Slice(start, start + length) : text.latin1Slice(start, start + length)
    return kind === 'json' ? source : compileFunction(source, parameters, { filename: join(root, file) })
  }
  const loader = join(folder, 'load.cjs')
  return load(join(folder, 'pack.cjs')).createPack({
    root,
    modules: Object.fromEntries(frozen.map(file => [file, rows[file]])),
    shared: state.core.shared,
    compile,
    runtime: () => process.getBuiltinModule('node:module').createRequire(loader)(loader),
  })
}

/** A module's own `require` would load files by paths of this machine; the snapshot's knows Node's modules only. */
function load(path) {
  const module = { exports: {} }
  const scope = { exports: module.exports, require, module, __filename: path, __dirname: dirname(path) }
  compileFunction(readFileSync(path, 'utf8'), Object.keys(scope), { filename: path })(...Object.values(scope))
  return module.exports
}

/** Node takes it off the console of a restored process. */
const { Console } = console

/** What a restored process does before it uses anything of this. */
function enter() {
  console.Console ??= Console
  // The option is for this process alone, and not for those that it starts.
  const { NODE_OPTIONS } = process.env
  const own = NODE_OPTIONS?.replace(/ ?--snapshot-blob=\S+/, '')
  if (own) process.env.NODE_OPTIONS = own
  else delete process.env.NODE_OPTIONS
}

function end(message) {
  console.error(message)
  process.exit(1)
}
