// Answers the events of the standard input by both handlers in FOLDER, one after the other, and prints the answers.
// Plain CommonJS, as a process restored from a snapshot runs it too. usage: node answer.cjs FOLDER < EVENTS
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { collect } = require('./collect.cjs')

const { handler, stream } = require(join(process.argv[2], 'app.cjs'))
const events = JSON.parse(readFileSync(0, 'utf8'))
const context = { getRemainingTimeInMillis: () => 30_000 }

void (async () => {
  const answers = []
  for (const event of events) {
    answers.push({ buffered: await handler(event, context), streamed: await collect(stream, event, context) })
  }
  console.log(JSON.stringify(answers))
})()
