// Starts what the build has put into FOLDER, and writes to RESULT as JSON how long each module of the pack took, without those that it
// loaded, in milliseconds; and in which module each thing stands that the code offers.
// usage: node [--snapshot-blob FOLDER/app.blob] measure.cjs FOLDER RESULT
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

const { attempt, end, run } = require('./attempt.cjs')

const built = require(join(process.argv[2], 'load.cjs'))
const { state, entry } = built
const own = {}
const running = []
const watch = {
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

run(async () => {
  await attempt(built, watch)
  writeFileSync(process.argv[3], JSON.stringify({ own, offered: await offered().catch(() => []) }))
  end()
})

/** By group and name of the export, as `tools` and `ping`. What could not be loaded here has the name that it is exported by. */
async function offered() {
  const { pack } = state
  if (pack === undefined) return []
  const { pathToFileURL } = require('node:url')
  const code = pack.has(entry) ? pack.namespaceOf(entry) : await import(pathToFileURL(join(built.root, entry)).href)
  const exporters = value =>
    [...pack.loaded()].flatMap(([file, { namespace }]) => (valuesOf(namespace).includes(value) ? [file] : []))
  /** Of the modules that export it, the one that has it from no other. */
  const standsIn = value => {
    const files = exporters(value)
    return files.find(file => !Object.values(pack.options.modules[file][6] || {}).some(next => files.includes(next)))
  }
  return Object.keys(code).flatMap(group => {
    const things = Object(read(code, group))
    const [listed] = [...pack.loaded()].find(([, { namespace }]) => namespace === things) ?? []
    return Object.keys(things).map(key => {
      const thing = read(things, key)
      return { group, key, name: thing?.name ?? key, listed, ...(thing !== undefined && { file: standsIn(thing) }) }
    })
  })
}

const valuesOf = namespace => Object.keys(namespace ?? {}).map(name => read(namespace, name))

/** Of what could not be loaded here, there is none. */
function read(namespace, name) {
  try {
    return namespace[name]
  } catch {
    return undefined
  }
}
