// Answers the events of the standard input by both handlers in FOLDER, one after the other, and prints the answers.
// Plain CommonJS, as a process restored from a snapshot runs it too. usage: node answer.cjs FOLDER < EVENTS
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { Writable } = require('node:stream')

// As much of the runtime's global as the streaming handler uses.
globalThis.awslambda = {
  streamifyResponse: handler => handler,
  HttpResponseStream: { from: (stream, head) => Object.assign(stream, { head }) },
}

const { handler, stream } = require(join(process.argv[2], 'app.cjs'))
const events = JSON.parse(readFileSync(0, 'utf8'))
const context = { getRemainingTimeInMillis: () => 30_000 }

/** What the streaming handler sends, in the form of the other's answer. */
async function streamed(event) {
  const chunks = []
  const responseStream = new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(chunk)) })
  await stream(event, responseStream, context)
  return { ...responseStream.head, body: Buffer.concat(chunks).toString(), isBase64Encoded: false }
}

void (async () => {
  const answers = []
  for (const event of events) {
    answers.push({ buffered: await handler(event, context), streamed: await streamed(event) })
  }
  console.log(JSON.stringify(answers))
})()
