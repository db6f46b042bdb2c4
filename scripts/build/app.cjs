// What Lambda loads: the handlers that the process was restored with, or those of the bundle.
const server = globalThis[Symbol.for('serverless-mcp')] ?? require('./server.cjs')
exports.handler = server.handler
