// `koa.mjs` with five tools that use packages.

import * as five from './five/index.mjs'
import { koa } from './koa-app.mjs'

export const handler = koa(Object.values(five))
