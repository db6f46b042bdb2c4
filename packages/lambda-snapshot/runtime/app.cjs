// What Lambda loads: the handlers that the process was restored with, or those that are made now.
const { join } = require('node:path')
// By the runtime's function it knows what streams; taken before a package may make a global of its name. Elsewhere there is
// none, or something else, and the handler is as it is.
const streamify = globalThis.awslambda?.streamifyResponse
const state = globalThis[Symbol.for('lambda-snapshot')]
const { root, entry } = require('./code.json')
state?.enter?.()
if (entry !== undefined) process.chdir(join(__dirname, root)) // As `npm start` has it: where package.json is.
const { handler, stream } = state?.handlers ?? require('./load.cjs').start()
exports.handler = handler
if (stream) exports.stream = typeof streamify === 'function' ? streamify(stream) : stream
