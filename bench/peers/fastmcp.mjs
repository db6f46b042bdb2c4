import { fastmcp } from './fastmcp-app.mjs'
import { ping } from './ping.mjs'

export const handler = fastmcp([ping])
