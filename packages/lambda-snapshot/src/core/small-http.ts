import { besideThis } from './beside-this.ts'
import type { Rewrite } from './rewrite.ts'

const classes = JSON.stringify(besideThis('http-classes'))
const user = /[\\/]node_modules[\\/](serverless-http|light-my-request)[\\/]/

/** Puts `http-classes` in the place of `node:http` for the packages that serve events, which can be in the snapshot then. */
export const smallHttp: Rewrite = (code, path) =>
  user.test(path) ? code.replace(/require\('(node:)?http'\)/, `require(${classes})`) : code
