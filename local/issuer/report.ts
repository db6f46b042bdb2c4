import type { EventEmitter } from 'node:events'
import type { errors, Provider } from 'oidc-provider'

/** Tells in a line each what clients register, what tokens they get, and what they are refused. */
export function report(provider: Provider, log: (line: string) => void): void {
  provider.on('registration_create.success', (_ctx, client) => log(`${quoted(client.clientName)} registered`))
  provider.on('grant.success', ({ oidc }) => {
    const { accountId, scope, aud, expiration } = oidc.entities.AccessToken ?? {}
    const lasts = `good for ${expiration} s`
    log(`${quoted(accountId)} got a token for ${aud}, scope ${quoted(scope)}, ${lasts} (${oidc.params?.grant_type})`)
  })

  const refused = (_ctx: unknown, error: errors.OIDCProviderError) => log(`refused: ${reason(error)}`)
  provider.on('registration_create.error', refused)
  provider.on('authorization.error', refused)
  provider.on('grant.error', refused)

  const failed = (error: Error) => log(`failed: ${error.message}`)
  provider.on('server_error', (_ctx, error) => failed(error))
  const app: EventEmitter = provider // The provider's own types leave out what every Koa app emits.
  app.on('error', failed)
}

/** The detail stays out of the answer, but is what a developer wants to know. */
function reason({ error, error_description, error_detail }: errors.OIDCProviderError): string {
  return [error, error_description, error_detail].filter(Boolean).join(', ')
}

/** What others chose, so that it stays within its line. */
const quoted = (text: string | undefined) => JSON.stringify(text ?? '')
