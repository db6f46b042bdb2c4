import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import cors from '@koa/cors'
import type { Middleware } from 'koa'
import { listen } from 'lambda-local'
import { login } from './login.ts'
import { createProvider } from './provider.ts'
import { report } from './report.ts'

export interface IssuerOptions {
  /** 0 lets the system choose. Default: 3001. */
  port?: number
  /** The addresses to listen on, as `issuerAddresses` finds them. Default: 127.0.0.1. */
  addresses?: readonly string[]
  /** What a token may allow. A client that asks for no scope gets the first. Default: `mcp`, `reports:read`. */
  scopes?: readonly [string, ...string[]]
  /** The audience of a token that was asked for without `resource`. Default: `http://localhost:3000/mcp`. */
  resource?: string
  /** How long an access token is good, in seconds. Default: 3600. */
  accessTokenTtl?: number
  /** Gets a line for each registration, login, token and refusal. Default: nobody does. */
  log?: (line: string) => void
}

export interface RunningIssuer extends AsyncDisposable {
  /** `http://localhost:PORT`, the `iss` of its tokens. */
  url: string
}

/**
 * Starts an OpenID provider for development, which lets everybody in under any name. It keeps all in memory, its key
 * included: what it issued is void when it stops.
 *
 * @throws {Error} with code `EADDRINUSE` when something else listens on the port
 */
export async function createIssuer({
  port = 3001,
  addresses = ['127.0.0.1'],
  scopes = ['mcp', 'reports:read'],
  resource = 'http://localhost:3000/mcp',
  accessTokenTtl = 3600,
  log = () => {},
}: IssuerOptions = {}): Promise<RunningIssuer> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const listening = await listen(addresses, port)
  // Of all names only `localhost` works everywhere: in browsers, in Node.js on any system without a line in its hosts
  // file, and with clients that send codes and secrets over plain HTTP to a loopback name only, as the MCP SDK 2 does.
  const url = `http://localhost:${listening.port}`
  const key = privateKey.export({ format: 'jwk' })

  const provider = createProvider({ url, key, scopes, resource, accessTokenTtl })
  report(provider, log)
  provider.use(onlyAs(url))
  provider.use(noScripts())
  provider.use(cors({ origin: '*' }))
  provider.use(withScope(scopes[0]))
  provider.use(login(provider, { scopes, log }))
  for (const server of listening.servers) server.on('request', provider.callback())
  return { url, [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose]() }
}

/** Refuses every other name of this machine, under which a page of another origin could reach it. */
function onlyAs(url: string): Middleware {
  return async (ctx, next) => {
    if (ctx.host === new URL(url).host) return next()
    ctx.status = 421
    ctx.body = `This is the issuer ${url}, which answers under no other name.\n`
  }
}

/** Whatever a page shows, a browser runs nothing of it. */
function noScripts(): Middleware {
  // Without `form-action`, which Chromium would hold against the redirect from the form to the client.
  const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
  return async (ctx, next) => {
    ctx.set('Content-Security-Policy', policy)
    return next()
  }
}

/** Asks for a scope in the name of a client that asked for none (RFC 6749, section 3.3). */
function withScope(scope: string): Middleware {
  return async (ctx, next) => {
    if (ctx.path === '/auth' && !ctx.query.scope) ctx.query = { ...ctx.query, scope }
    return next()
  }
}
