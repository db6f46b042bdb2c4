import type {
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client'

/** What an application on SDK 2 keeps of a login, in memory. The test is its browser. */
export class MemoryProvider implements OAuthClientProvider {
  readonly redirectUrl = 'http://127.0.0.1:1/callback'
  readonly clientMetadata: OAuthClientMetadata = {
    client_name: 'SDK 2',
    redirect_uris: [this.redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
  }
  /** Where the user has to go. */
  loginAddress = new URL('about:blank')
  #client: StoredOAuthClientInformation | undefined
  #tokens: StoredOAuthTokens | undefined
  #discovery: OAuthDiscoveryState | undefined
  #verifier = ''

  redirectToAuthorization(url: URL): void {
    this.loginAddress = url
  }
  clientInformation(): StoredOAuthClientInformation | undefined {
    return this.#client
  }
  saveClientInformation(client: StoredOAuthClientInformation): void {
    this.#client = client
  }
  tokens(): StoredOAuthTokens | undefined {
    return this.#tokens
  }
  saveTokens(tokens: StoredOAuthTokens): void {
    this.#tokens = tokens
  }
  codeVerifier(): string {
    return this.#verifier
  }
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier
  }
  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovery
  }
  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.#discovery = state
  }
}
