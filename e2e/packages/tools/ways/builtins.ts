import { builtinModules, createRequire } from 'node:module'
// biome-ignore lint/style/useNodejsImportProtocol: many a package still writes it so
import fs, { readFileSync } from 'fs'
// biome-ignore lint/style/useNodejsImportProtocol: many a package still writes it so
import process from 'process'
import { defineTool } from '../../mcp/tool.ts'

const require = createRequire(import.meta.url)

/** One member of each, which a stand-in may well leave out. */
const members = {
  assert: 'rejects',
  async_hooks: 'AsyncResource',
  buffer: 'transcode',
  child_process: 'execFile',
  crypto: 'scrypt',
  dgram: 'createSocket',
  diagnostics_channel: 'tracingChannel',
  dns: 'resolveTxt',
  events: 'on',
  fs: 'cpSync',
  http: 'Agent',
  http2: 'connect',
  https: 'globalAgent',
  net: 'BlockList',
  os: 'cpus',
  path: 'matchesGlob',
  perf_hooks: 'createHistogram',
  punycode: 'toASCII',
  querystring: 'escape',
  readline: 'createInterface',
  stream: 'compose',
  string_decoder: 'StringDecoder',
  timers: 'setImmediate',
  tls: 'createSecureContext',
  tty: 'isatty',
  url: 'domainToUnicode',
  util: 'parseArgs',
  v8: 'serialize',
  vm: 'SourceTextModule',
  worker_threads: 'MessageChannel',
  zlib: 'brotliCompressSync',
} as const

export const ways = defineTool({
  name: 'way-builtins',
  description: "Finds Node's modules whole, by every way of naming them.",
  async run() {
    const missing = Object.entries(members).filter(
      ([name, member]) => require(name)[member] === undefined && name !== 'vm',
    )
    const failed: string[] = []
    for (const name of builtinModules) await import(name).catch(error => failed.push(`${name}: ${error.message}`))
    return JSON.stringify({
      missing,
      failed,
      same: [
        // biome-ignore lint/style/useNodejsImportProtocol: both names are the same module
        require('fs') === fs,
        process === globalThis.process,
        process.getBuiltinModule('fs') === fs,
        readFileSync === fs.readFileSync,
      ],
      later: (await import('node:path/posix')).join('a', '..', 'b'),
    })
  },
})
