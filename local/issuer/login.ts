import { text } from 'node:stream/consumers'
import type { Context, Middleware } from 'koa'
import { errors, type Provider } from 'oidc-provider'
import { errorPage, type LoginRequest, loginPage } from './pages.ts'

export const loginPath = '/interaction/'

export interface LoginOptions {
  /** What a token may allow; a client gets those of them that it asked for. */
  scopes: readonly string[]
  /** Gets a line per login. */
  log: (line: string) => void
}

/** The login page, in one step: whoever sends a name is that person, and lets the client do what it asked for. */
export function login(provider: Provider, options: LoginOptions): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(loginPath)) return next()
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'html'
    try {
      const request = await requestOf(ctx, provider, options)
      if (ctx.method !== 'POST') return ask(ctx, request)
      const name = await nameSent(ctx)
      if (name === '') return ask(ctx, request, 'A name is needed.')
      ctx.redirect(await accept(ctx, provider, request, name))
      ctx.status = 303
      options.log(`${JSON.stringify(name)} logged in to ${JSON.stringify(request.client)}`)
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error
      ctx.status = 400
      ctx.body = errorPage('expired', 'This login has expired, or is another browser’s. Start it again in your client.')
    }
  }
}

interface Request extends LoginRequest {
  clientId: string
  /** Those of OpenID among them. */
  allScopes: string
}

/** What the client asked for, by the cookie of the browser that it sent here. */
async function requestOf({ req, res }: Context, provider: Provider, { scopes }: LoginOptions): Promise<Request> {
  const { params } = await provider.interactionDetails(req, res)
  const clientId = String(params.client_id)
  const client = await provider.Client.find(clientId)
  const allScopes = String(params.scope)
  const asked = allScopes.split(' ')
  return {
    clientId,
    client: client?.clientName ?? clientId,
    resources: [params.resource].flat().map(String),
    scopes: scopes.filter(scope => asked.includes(scope)),
    allScopes,
    redirectUri: String(params.redirect_uri),
  }
}

function ask(ctx: Context, request: LoginRequest, complaint?: string): void {
  ctx.status = complaint === undefined ? 200 : 400
  ctx.body = loginPage({ ...request, ...(complaint !== undefined && { complaint }) })
}

/** Returns the address at which the provider goes on. */
async function accept({ req, res }: Context, provider: Provider, request: Request, name: string): Promise<string> {
  const grant = new provider.Grant({ accountId: name, clientId: request.clientId })
  grant.addOIDCScope(request.allScopes)
  for (const resource of request.resources) grant.addResourceScope(resource, request.scopes.join(' '))
  const consent = { grantId: await grant.save() }
  return provider.interactionResult(req, res, { login: { accountId: name }, consent })
}

/** The name in the form, at most 255 characters long as an OpenID `sub` is; empty when there is none. */
async function nameSent(ctx: Context): Promise<string> {
  if ((ctx.request.length ?? Number.POSITIVE_INFINITY) > 4096) ctx.throw(413)
  const form = new URLSearchParams(await text(ctx.req))
  return (form.get('name') ?? '').trim().slice(0, 255)
}
