import { join } from 'node:path'
import type { Rewrite } from './rewrite.ts'

const classes = JSON.stringify(join(import.meta.dirname, 'http-classes.ts'))

/** Puts `http-classes.ts` in the place of `node:http` for serverless-http, which is in the snapshot then. */
export const smallHttp: Rewrite = (code, path) =>
  /[\\/]node_modules[\\/]serverless-http[\\/]/.test(path)
    ? code.replace("require('http')", `require(${classes})`)
    : code
