import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import fs, { readFileSync } from 'node:fs'
import http from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import axios from 'axios'
import { defineTool } from '../../mcp/tool.ts'
import { http as loopback } from '../../servers/http.ts'

/** What tracing does: it wraps a function of Node's, and all who import it see that. */
export const ways = defineTool({
  name: 'way-instrumentation',
  description: "Wraps Node's http and fs for a while, as tracing does: packages and imports call what it put there.",
  async run() {
    const url = await loopback()
    const seen: string[] = []
    const note = () => void seen.push('channel')
    const { get, request } = http
    const { readFileSync: original } = fs
    subscribe('http.client.request.start', note)
    http.request = ((...args: Parameters<typeof request>) => {
      seen.push('request')
      return request(...args)
    }) as typeof request
    fs.readFileSync = ((...args: Parameters<typeof original>) => {
      seen.push('file')
      return original(...args)
    }) as typeof original
    syncBuiltinESMExports()
    try {
      await axios.get(`${url}/redirect`, { maxRedirects: 0, validateStatus: () => true })
      readFileSync('package.json')
    } finally {
      Object.assign(http, { get, request })
      fs.readFileSync = original
      syncBuiltinESMExports()
      unsubscribe('http.client.request.start', note)
    }
    return JSON.stringify({ seen, back: readFileSync === original })
  },
})
