import './zod-config.ts'
import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { readCommandLine, wholeNumber } from '../command-line/command-line.ts'
import { createApp } from './app.ts'
import { createVerifier } from './auth/verifiers/create-verifier.ts'
import { type Config, config } from './config.ts'
import { ConfigError } from './config-error.ts'
import { listener } from './listener.ts'
import { localServerOptions } from './local-server-options.ts'
import { createLog, type Log } from './log.ts'
import { SchemaError } from './mcp/schema-check.ts'
import { onStop } from './on-stop.ts'
import { takeProcessFaults } from './process-faults.ts'

// The local server: `npm start`. Lambda never loads this file.

const line = {
  script: 'npm start',
  does: 'Serves the tools, resources and prompts of app/ on this machine. `npm run dev` restarts on every change.',
  options: localServerOptions,
  variables: {
    AUTHORIZATION: 'none (default), token or jwt: docs/authorization.md.',
    LOG_LEVEL: 'debug, info (default), warn or error.',
  },
  examples: ['npm start -- --port 4101', 'LOG_LEVEL=debug npm start'],
} as const

const loopback = ['127.0.0.1', '::1', 'localhost']

async function start(settings: Config): Promise<void> {
  const { host, port, allowedOrigins = [] } = settings
  refuseForeignAudience(settings)
  // This one process asks and is answered, so that a key of its own will do.
  const stateKeys = settings.stateKeys.length > 0 ? settings.stateKeys : [randomBytes(32).toString('hex')]
  const log = createLog(settings)
  const { createShippedMcp } = await loadShipped()
  const app = createApp({
    ...settings,
    mcp: createShippedMcp({ stateKeys: () => stateKeys }),
    log,
    verify: await createVerifier(settings),
    // Bound to another address on purpose, the server is meant to be called by names that it cannot know.
    hosts: loopback.includes(host) ? 'loopback' : 'any',
    origins: ['loopback', ...allowedOrigins],
  })
  const server = createServer(app.callback())
  const failed = (error: Error) =>
    server.listening ? log.error('connection not taken', { error }) : fail(explain(error, host, port))
  server.on('error', listener('listening', failed, { log }))
  const listening = () => {
    greet(settings, server.address() as AddressInfo)
    // Not before: a server that cannot start is to end.
    takeProcessFaults(log)
  }
  server.listen(port, host, listener('greeting', listening, { log }))
  server.on('connect', listener('CONNECT refused', refuseConnect, { log }))
  stopOnSignals(server, log)
  warn(settings)
}

/** Loads what the server offers, and whatever that imports. */
async function loadShipped() {
  try {
    return await import('./shipped.ts')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const [, addon] = /The module '([^']+)'\s+was compiled against a different Node\.js version/.exec(message) ?? []
    if (code !== 'ERR_DLOPEN_FAILED' || addon === undefined) throw error
    const [name = 'PACKAGE'] = /(@[^/\\]+[/\\])?[^/\\]+/.exec(addon.split(/node_modules[/\\]/).at(-1) ?? '') ?? []
    return fail(
      `${name} has a native part that was compiled for the Node.js of npm, and the server runs ${process.version}. Compile it ` +
        `for that one: npm run rebuild -- ${name}`,
    )
  }
}

function stopOnSignals(server: Server, log: Log): void {
  let stopping = false
  const closeIdle = listener('idle connections', () => server.closeIdleConnections(), { log })
  // A connection that is kept alive would hold the process for five seconds after its last answer.
  const answered = listener('stopping', () => stopping && setImmediate(closeIdle), { log })
  server.on(
    'request',
    listener('request', (_request, response) => response.once('close', answered), { log }),
  )
  onStop({
    stop() {
      stopping = true
      console.log('\nFinishing open requests. Press Ctrl-C again to end them.')
      server.close()
    },
    again: () => process.exit(1),
  })
}

/** Node would close the connection without a word. */
function refuseConnect(_request: unknown, socket: Duplex): void {
  socket.on('error', () => {}) // Whoever asked may have gone.
  socket.end('HTTP/1.1 405 Method Not Allowed\r\nAllow: POST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
}

function warn({ authorization, host, tokenDigests }: Config): void {
  if (authorization === 'none' && !loopback.includes(host)) {
    console.warn(
      `HOST is ${host}: anybody who can reach this machine may call. Set AUTHORIZATION=token to ask callers for a token.`,
    )
  }
  if (authorization === 'token' && tokenDigests.length === 0) {
    console.warn(
      'AUTHORIZATION is token, but TOKEN_DIGESTS is empty: every call is refused. See docs/authorization.md.',
    )
  }
}

/** Called by any name, the server would take a token for whichever name its caller puts into `Host`. */
function refuseForeignAudience({ host, jwt }: Config): void {
  if (jwt === undefined || jwt.audience !== undefined || loopback.includes(host)) return
  throw new ConfigError(
    `JWT_AUDIENCE is not set, but has to be while HOST is ${host}: which names of this machine are its own, the server ` +
      'cannot know. Example: JWT_AUDIENCE=http://192.0.2.1:3000/mcp',
  )
}

function greet({ authorization }: Config, { address, family, port }: AddressInfo): void {
  const endpoint = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/mcp`
  const header = authorization === 'token' ? ' --header "Authorization: Bearer TOKEN"' : ''
  console.log(`MCP endpoint: ${endpoint}`)
  console.log(`Claude Code:  claude mcp add --transport http serverless-mcp ${endpoint}${header}`)
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`
  }
  if (error.code === 'EACCES')
    return `Port ${port} needs more rights than you have. Choose one above 1023: PORT=3000 npm start`
  return `Cannot listen on ${host}, port ${port} (${error.code ?? error.message}). HOST and PORT choose another address.`
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

// Before the configuration is read, which goes by the environment.
const given = readCommandLine(line).values
if (given.port !== undefined) process.env.PORT = String(wholeNumber(line, 'port', given.port, [0, 65_535], 4101))
if (given.host) process.env.HOST = given.host

try {
  await start(config())
} catch (error) {
  if (error instanceof ConfigError || error instanceof SchemaError) fail(error.message)
  throw error
}
