import { koa } from './koa-app.mjs'
import { ping } from './ping.mjs'

export const handler = koa([ping])
