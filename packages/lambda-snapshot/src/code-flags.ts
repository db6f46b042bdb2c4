import { existsSync, readFileSync } from 'node:fs'

const bootstrap = '/var/runtime/bootstrap'
const exposeGc = '--expose-gc'

/**
 * The flags of Lambda's bootstrap that compiled code depends on: V8 takes it only where they are the same. The sizes of the
 * heap, which the bootstrap sets too, do not count.
 */
export const codeFlags = existsSync(bootstrap) && !readFileSync(bootstrap, 'utf8').includes(exposeGc) ? [] : [exposeGc]
