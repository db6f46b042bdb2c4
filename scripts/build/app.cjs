// What Lambda loads: the handlers that the process was restored with, or those of the bundle.
const { handler, stream } = globalThis[Symbol.for('serverless-mcp')] ?? require('./load.cjs').load().server
exports.handler = handler
// By this the runtime knows that it streams. Elsewhere there is no such global, and the function is as it is.
exports.stream = globalThis.awslambda?.streamifyResponse(stream) ?? stream
