// What Lambda loads in place of app.cjs where a module of the code awaits something while it loads.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const streamify = globalThis.awslambda?.streamifyResponse // Before a package may make a global of its name: app.cjs.
globalThis[Symbol.for('lambda-snapshot')]?.enter?.()
process.chdir(new URL(require('./code.json').root, import.meta.url).pathname)
const started = await require('./load.cjs').start()
export const handler = started.handler
export const stream = started.stream && typeof streamify === 'function' ? streamify(started.stream) : started.stream
