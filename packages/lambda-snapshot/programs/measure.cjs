// Starts what the build has put into FOLDER, and writes to RESULT as JSON how long each module of the pack took, without those that it
// loaded, in milliseconds; and in which module each thing stands that the code offers.
// usage: node [--snapshot-blob FOLDER/app.blob] measure.cjs FOLDER RESULT
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

const built = require(join(process.argv[2], 'load.cjs'))
const { state, entry } = built
const exit = process.exit.bind(process)
const own = {}
const running = []
const watch = {
  edge() {},
  builtin() {},
  node() {},
  enter(file) {
    running.push({ file, started: performance.now(), inner: 0 })
  },
  leave() {
    const { file, started, inner } = running.pop()
    const took = performance.now() - started
    own[file] = took - inner
    if (running.length > 0) running.at(-1).inner += took
  },
}

void (async () => {
  if (state.pack) state.pack.options.watch = watch
  let failure
  try {
    await (state.handlers ?? built.start({ watch }))
  } catch (error) {
    failure = String(error)
  }
  writeFileSync(process.argv[3], JSON.stringify({ own, offered: failure === undefined ? await offered() : [] }))
  exit(0)
})()

/** By group and name of the export, as `tools` and `ping`. */
async function offered() {
  const { pack } = state
  if (pack === undefined) return []
  const { pathToFileURL } = require('node:url')
  const code = pack.has(entry) ? pack.namespaceOf(entry) : await import(pathToFileURL(join(built.root, entry)).href)
  /** Of the modules that export it, the one that has it from no other. */
  const standsIn = value => {
    const has = ({ namespace }) => namespace !== undefined && Object.values(namespace).includes(value)
    const files = [...pack.loaded()].flatMap(([file, entry]) => (has(entry) ? [file] : []))
    return files.find(file => !Object.values(pack.options.modules[file][6] || {}).some(next => files.includes(next)))
  }
  return Object.entries(code).flatMap(([group, things]) =>
    Object.values(Object(things)).map(thing => ({ group, name: thing?.name, file: standsIn(thing) })),
  )
}
