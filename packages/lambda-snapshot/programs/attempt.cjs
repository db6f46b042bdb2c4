// What the programs of the build have in common: they load code that may lack here what it needs to load, as a variable of the
// environment. None of it ends the program, and it loads what else it can.
const exit = process.exit.bind(process)
const chdir = process.chdir.bind(process)
const { setTimeout } = globalThis

process.exit = code => {
  throw new Error(`It calls process.exit(${code ?? ''})`)
}
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => {})

/** Ends the program: a package may hold something open. */
exports.end = () => exit(0)

/** Runs the program itself, which may not fail unheard. */
exports.run = main =>
  void main().catch(error => {
    console.error(messageOf(error))
    exit(1)
  })

/** How long a module may await something while it loads, in milliseconds. */
const patience = 20_000

/**
 * Starts what was built, unless it is started already.
 *
 * @param {object} built `load.cjs`
 * @param {object} [watch] is told what is loaded, see `runtime/pack.cjs`
 * @returns {Promise<string | undefined>} why it cannot be started here
 */
exports.attempt = async (built, watch = {}) => {
  const nobody = { edge() {}, enter() {}, leave() {}, threw() {}, builtin() {}, node() {} }
  const { state } = built
  const threw = (file, error, entry) => {
    watch.threw?.(file, error)
    if (entry.namespace !== undefined) entry.namespace = withoutMissing(entry.namespace)
  }
  const options = { watch: { ...nobody, ...watch, threw } }
  if (state.pack) Object.assign(state.pack.options, options)
  if (built.entry !== undefined) chdir(built.root) // As where it serves.
  const late = new Promise((_resolve, reject) => {
    setTimeout(reject, patience, new Error(`It has not loaded after ${patience / 1000} seconds.`))
  })
  try {
    await (state.handlers ?? Promise.race([built.start(options), late]))
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

/** The namespace of a module that has thrown: what it has not come to is undefined. */
function withoutMissing(namespace) {
  const made = Object.create(null, { [Symbol.toStringTag]: { value: 'Module' } })
  for (const name of Object.keys(namespace)) {
    const get = () => {
      try {
        return namespace[name]
      } catch {
        return undefined
      }
    }
    Object.defineProperty(made, name, { get, enumerable: true })
  }
  return made
}

/** With the places, where there are some. */
exports.messageOf = messageOf

function messageOf(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
