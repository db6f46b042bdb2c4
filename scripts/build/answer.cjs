// Answers the events of the standard input by both handlers of MODULE, one after the other, and writes
// the answers to RESULT. Plain CommonJS, as a process restored from a snapshot runs it too.
// usage: node answer.cjs MODULE RESULT < EVENTS
const { readFileSync, writeFileSync } = require('node:fs')
const { pathToFileURL } = require('node:url')
const { collect } = require('./collect.cjs')

const events = JSON.parse(readFileSync(0, 'utf8'))
const context = { getRemainingTimeInMillis: () => 30_000 }

void (async () => {
  const { handler, stream } = await import(pathToFileURL(process.argv[2]))
  const answers = []
  for (const event of events) {
    answers.push({ buffered: await handler(event, context), streamed: await collect(stream, event, context) })
  }
  writeFileSync(process.argv[3], JSON.stringify(answers))
  process.exit() // A tool may hold something open.
})()
