import type { Identity } from '../identity.ts'

/** Whose a token is, or why it is refused: a reason for the log, without a part of the token. */
export type Verdict = { identity: Identity } | { refused: string }

/**
 * Tells whose a token is.
 *
 * @param token what {@link bearerToken} found in the header
 * @param endpoint the URL of the MCP endpoint that the token came to
 * @throws when it cannot be told, as an issuer is out of reach: an error of ours, and never a yes
 */
export type Verifier = (token: string, endpoint: string) => Promise<Verdict>
