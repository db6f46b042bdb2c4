// What Lambda loads: the handlers that the process was restored with, or those that are made now.
const { join } = require('node:path')
const state = globalThis[Symbol.for('lambda-snapshot')]
process.chdir(join(__dirname, require('./code.json').root)) // As `npm start` has it: where package.json is.
const { handler, stream } = state?.handlers ?? require('./load.cjs').start()
exports.handler = handler
// By this the runtime knows that it streams. Elsewhere there is no such global, and the function is as it is.
exports.stream = globalThis.awslambda?.streamifyResponse?.(stream) ?? stream
