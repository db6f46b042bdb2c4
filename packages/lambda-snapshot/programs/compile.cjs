// Starts what the build has put into FOLDER, and writes down the code that V8 has compiled by then. In a process restored from
// the snapshot, for those that are; otherwise for those that start without.
// usage: node [--snapshot-blob FOLDER/app.blob] compile.cjs FOLDER RESULT
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

const { attempt, end, run } = require('./attempt.cjs')

const folder = process.argv[2]
const built = require(join(folder, 'load.cjs'))
const mode = built.state.restored ? 'restored' : 'plain'

run(async () => {
  await attempt(built) // What can be loaded is compiled; the process that serves may have what is missing here.
  if (!built.state.restored) {
    await built.state.core?.warmUp?.()
    writeFileSync(join(folder, 'core.plain.cache'), built.coreScript.createCachedData())
  }
  if (built.scripts.size > 0)
    writeFileSync(join(folder, `pack.${mode}.cache`), together(built.scripts, Object.keys(built.rows()).length))
  writeFileSync(process.argv[3], '{}')
  end()
})

/** One file: where each module's code starts, and how long it is, by its index; then the code of all. */
function together(scripts, count) {
  const head = Buffer.alloc(count * 8)
  const parts = [head]
  let end = head.length
  for (const [index, script] of scripts) {
    const code = script.createCachedData()
    head.writeUInt32LE(end, index * 8)
    head.writeUInt32LE(code.length, index * 8 + 4)
    const padding = Buffer.alloc((8 - (code.length % 8)) % 8) // V8 wants it aligned.
    parts.push(code, padding)
    end += code.length + padding.length
  }
  return Buffer.concat(parts)
}
