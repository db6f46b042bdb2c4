import type { JsonWebKey } from 'node:crypto'
import { type AllClientMetadata, type Configuration, type JWK, Provider } from 'oidc-provider'
import { loginPath } from './login.ts'
import { errorPage } from './pages.ts'
import { memoryStorage } from './storage.ts'

export interface ProviderOptions {
  /** The issuer's address, as tokens name it. */
  url: string
  /** The private key that signs, RS256. */
  key: JsonWebKey
  scopes: readonly string[]
  resource: string
  accessTokenTtl: number
}

const hours = 3600

/** An OpenID provider with what MCP clients use, and nothing that they do not. */
export function createProvider({ url, key, scopes, resource, accessTokenTtl }: ProviderOptions): Provider {
  const configuration: Configuration = {
    adapter: memoryStorage(),
    jwks: { keys: [key as JWK] },
    scopes: ['openid', 'offline_access', ...scopes],
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    pkce: { required: () => true },
    extraClientMetadata: { properties: ['scope', 'application_type'], validator: adjust },
    features: {
      registration: { enabled: true, issueRegistrationAccessToken: false },
      // The provider fetches the document itself, from public addresses only, and reads no more than 5 KB.
      clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, _client, oneOf) => oneOf ?? resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, audience) => ({
          audience,
          scope: scopes.join(' '),
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenTtl,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false }, // Each access token is for an MCP server.
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    interactions: { url: (_ctx, { uid }) => `${loginPath}${uid}` },
    expiresWithSession: () => false, // There is none.
    // The SDK's clients refresh in each request that found the token expired, at the same time and with the same token.
    rotateRefreshToken: false,
    clientBasedCORS: () => true,
    renderError(ctx, { error, error_description }) {
      ctx.type = 'html'
      ctx.body = errorPage(error, error_description ?? '')
    },
    // Seconds. Given even where the default would do, as the provider prints a notice for each default that it uses.
    ttl: {
      AccessToken: accessTokenTtl,
      AuthorizationCode: 60,
      Grant: 24 * hours,
      IdToken: hours,
      Interaction: hours,
      RefreshToken: 24 * hours,
      Session: hours,
    },
  }
  return new Provider(url, configuration)
}

/**
 * Makes every client a native one, which a loopback address is registered for with any port (RFC 8252, section 7.3), and
 * forgets the scopes it registered with: a server may ask for more later, and the client must be able to follow.
 */
function adjust(_ctx: unknown, _key: string, _value: unknown, metadata: AllClientMetadata): void {
  delete metadata.scope
  metadata.application_type = 'native'
}
