// What Lambda loads in place of app.cjs where a module of the code awaits something while it loads.
import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
process.chdir(new URL(require('./code.json').root, import.meta.url).pathname)
const started = await require('./load.cjs').start()
export const handler = started.handler
export const stream = globalThis.awslambda?.streamifyResponse?.(started.stream) ?? started.stream
