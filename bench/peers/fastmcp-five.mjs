// `fastmcp.mjs` with five tools that use packages.
import { fastmcp } from './fastmcp-app.mjs'
import * as five from './five/index.mjs'

export const handler = fastmcp(Object.values(five))
