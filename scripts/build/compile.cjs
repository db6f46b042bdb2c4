// Loads the server's bundle, lets it warm itself up, and writes down the code that V8 has compiled so far.
// usage: node compile.cjs FOLDER
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

const folder = process.argv[2]
const { server, script } = require(join(folder, 'load.cjs')).load()
void server.freeze().then(() => {
  writeFileSync(join(folder, 'server.cache'), script.createCachedData())
  process.exit() // A package may hold something open, and may: nothing is frozen here.
})
