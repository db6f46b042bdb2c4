import { createRequestStateCodec, type ServerContext } from '@modelcontextprotocol/server'
import { canonicalJson } from './canonical-json.ts'
import type { Call } from './request-scope.ts'

/** Seconds from a question to the last moment at which its answer counts. */
const ttlSeconds = 300

/** Signs what a call has to remember until it is repeated, and verifies it when it comes back through the client. */
export interface RequestState<Payload> {
  sign(payload: Payload): Promise<string>
  /** @throws {AggregateError} with the reason of each key: `malformed`, `mac`, `expired` or `bind` */
  verify(state: string): Promise<Payload>
}

/**
 * Creates the state of one call. It is bound to the stage, to the tool and its arguments, and to principal and client where
 * callers are known: without authorization nobody is, and whoever sends the same call may bring the state (2026-07-28, basic/patterns/mrtr).
 *
 * Signed by HMAC-SHA256, not encrypted: the client can read the payload. Nothing is kept, so nothing can be used up: until
 * it expires, the same caller may bring a state again, as a client does that repeats a lost request.
 *
 * @param stateKeys 64 hexadecimal digits each. The first signs, all of them verify.
 */
export function createRequestState<Payload>(
  stateKeys: () => readonly string[],
  { tool, args }: { tool: string; args: unknown },
  sdk: ServerContext,
  { identity, stage }: Call,
): RequestState<Payload> {
  const caller = identity.authenticated ? [identity.principal, identity.clientId ?? null] : []
  const bind = () => canonicalJson([stage, tool, args, ...caller])
  const codecs = () =>
    stateKeys().map(key => createRequestStateCodec<Payload>({ key: Buffer.from(key, 'hex'), ttlSeconds, bind }))

  return {
    async sign(payload) {
      const [codec] = codecs()
      if (codec === undefined) throw new Error('There is no key to sign with.')
      return codec.mint(payload, sdk)
    },
    async verify(state) {
      // The same bytes can be spelt in several ways, and the codec reads them all. Ours is the only one that was signed.
      const signature = state.slice(state.lastIndexOf('.') + 1)
      const spelling = Buffer.from(signature, 'base64url').toString('base64url')
      if (spelling !== signature) throw new AggregateError([new Error('malformed')])
      return Promise.any(codecs().map(codec => codec.verify(state, sdk)))
    },
  }
}
