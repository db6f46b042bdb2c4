import { existsSync, readFileSync } from 'node:fs'

const bootstrap = '/var/runtime/bootstrap'
const exposeGc = '--expose-gc'

/**
 * How what is compiled ahead is compiled: V8 takes it only where its flags are the same, and Lambda's bootstrap sets this
 * one. The sizes of the heap, which the bootstrap sets too, do not count.
 */
export const lambdaFlags =
  existsSync(bootstrap) && !readFileSync(bootstrap, 'utf8').includes(exposeGc) ? [] : [exposeGc]
