// For programs that call a streaming handler outside of Lambda: as much of the runtime's global as it uses, and what it sends.
// Plain CommonJS, as processes restored from a snapshot run it too.
const { Writable } = require('node:stream')

globalThis.awslambda = {
  streamifyResponse: handler => handler,
  HttpResponseStream: { from: (stream, head) => Object.assign(stream, { head }) },
}

/** @returns what the handler sends for an event, in the form of a whole answer */
exports.collect = async (stream, event, context) => {
  const chunks = []
  const responseStream = new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(chunk)) })
  await stream(event, responseStream, context)
  return { ...responseStream.head, body: Buffer.concat(chunks).toString(), isBase64Encoded: false }
}
