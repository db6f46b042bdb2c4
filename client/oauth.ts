import { randomBytes } from 'node:crypto'
import type { OAuthClientProvider, OAuthDiscoveryState } from '@modelcontextprotocol/sdk/client/auth.js'
import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthTokens,
} from '@modelcontextprotocol/sdk/shared/auth.js'
import { type Callback, listenForCallback } from './callback.ts'
import { LoginError } from './login-error.ts'
import { openBrowser } from './open-browser.ts'

export interface OAuthLoginOptions {
  /** Shows the address to log in at. Default: prints it, and opens a browser. */
  show?: (url: URL) => void
  /** How long to wait for somebody to log in, in milliseconds. Default: two minutes. */
  timeoutMs?: number
}

/** What the SDK reads of an authorization server's metadata, but has no type for. */
interface NamesItself {
  authorization_response_iss_parameter_supported?: unknown
}

/**
 * A login in a browser, which the SDK asks for when a server answers 401: the SDK finds the authorization server,
 * registers the client, and brings PKCE; this is its memory, and has the address that the browser comes back to. Nothing
 * outlives the process, so each run logs in anew.
 */
export class OAuthLogin implements OAuthClientProvider, AsyncDisposable {
  readonly #callback: Callback
  readonly #state: string
  readonly #show: (url: URL) => void
  readonly #timeoutMs: number
  #client: OAuthClientInformationMixed | undefined
  #discovery: OAuthDiscoveryState | undefined
  #verifier = ''
  #tokens: OAuthTokens | undefined

  static async start(options: OAuthLoginOptions = {}): Promise<OAuthLogin> {
    const state = randomBytes(32).toString('base64url')
    return new OAuthLogin(state, await listenForCallback(state), options)
  }

  private constructor(state: string, callback: Callback, options: OAuthLoginOptions) {
    this.#state = state
    this.#callback = callback
    this.#show = options.show ?? show
    this.#timeoutMs = options.timeoutMs ?? 120_000
  }

  /** The authorization server, from its discovery until it has given a token. */
  get authorizationServer(): string | undefined {
    return this.#tokens ? undefined : this.#discovery?.authorizationServerUrl
  }

  /**
   * Waits for the browser to come back.
   *
   * @throws {LoginError} when nobody logs in in time, and when the authorization server refuses
   */
  async code(): Promise<string> {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const minutes = this.#timeoutMs / 60_000
    const timer = setTimeout(
      () => reject(new LoginError(`nobody logged in within ${minutes} minutes. Run the command again.`)),
      this.#timeoutMs,
    )
    try {
      return this.#codeIn(await Promise.race([this.#callback.answer, late]))
    } finally {
      clearTimeout(timer)
    }
  }

  #codeIn(answer: URLSearchParams): string {
    this.#refuseForeign(answer.getAll('iss'))
    const code = answer.get('code')
    if (code !== null) return code
    const reason = [answer.get('error') ?? 'no code', answer.get('error_description')].filter(Boolean).join(', ')
    throw new LoginError(`${reason.replace(/\p{Cc}/gu, ' ')}.`)
  }

  /** RFC 9207, section 2.4: another authorization server's answer must not end this login, be it an error. */
  #refuseForeign(named: string[]): void {
    const metadata = this.#discovery?.authorizationServerMetadata
    if (metadata === undefined) return
    const { issuer, authorization_response_iss_parameter_supported: promised } = metadata as typeof metadata &
      NamesItself
    if (named.some(iss => iss !== issuer)) {
      throw new LoginError(`the answer is from another authorization server than ${issuer}.`)
    }
    if (promised === true && named.length === 0) {
      throw new LoginError(`the answer does not say that it is from ${issuer}, which promises to say so ("iss").`)
    }
  }

  get redirectUrl(): string {
    return this.#callback.url
  }

  get clientMetadata(): OAuthClientMetadata {
    return {
      client_name: 'serverless-mcp sample client',
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    }
  }

  state(): string {
    return this.#state
  }

  redirectToAuthorization(url: URL): void {
    if (this.#tokens) throw new LoginError('The server does not accept the token of this login. Its log says why.')
    this.#show(url)
  }

  saveDiscoveryState(state: OAuthDiscoveryState): void {
    // RFC 9728 is how a server asks for a login. One without it wants a token that no login gives.
    if (!state.resourceMetadata) throw new StreamableHTTPError(401, 'The server names no authorization server.')
    this.#discovery = state
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovery
  }

  clientInformation(): OAuthClientInformationMixed | undefined {
    return this.#client
  }

  saveClientInformation(client: OAuthClientInformationMixed): void {
    this.#client = client
  }

  tokens(): OAuthTokens | undefined {
    return this.#tokens
  }

  saveTokens(tokens: OAuthTokens): void {
    this.#tokens = tokens
  }

  codeVerifier(): string {
    return this.#verifier
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#callback[Symbol.asyncDispose]()
  }
}

function show(url: URL): void {
  console.log(`Log in with your browser. If none opens: ${url}`)
  openBrowser(url)
}
