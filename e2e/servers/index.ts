import type { AppOptions } from '../../app/app.ts'
import { createTokenVerifier } from '../../app/auth/verifiers/token.ts'
import { createTestMcp } from '../../testing/mcp.ts'
import { badInput } from './bad-input.ts'
import { conformance } from './conformance.ts'
import { hostile } from './hostile.ts'
import { scoped } from './scoped.ts'
import { surrounded } from './surroundings.ts'

/** What the servers under test offer, each made when it is asked for. */
const servers = {
  fixtures: (stateKeys: readonly string[]) => createTestMcp({ stateKeys: () => stateKeys }),
  conformance,
  badInput,
  scoped,
  hostile,
  surrounded,
}

/** A server under test, in words that can be sent to another process. */
export interface ServerOptions extends Partial<Omit<AppOptions, 'mcp' | 'log' | 'buffer'>> {
  /** Default: the fixtures. */
  server?: keyof typeof servers
  /** What the server of the fixtures signs its questions with. Default: a key of the tests. */
  stateKeys?: readonly string[]
  /** The tokens that the server itself accepts, as digests. Default: it accepts none. */
  tokenDigests?: string[]
}

/** The app of a server under test, but for its log. */
export function appOptions(options: ServerOptions): Omit<AppOptions, 'log'> {
  const { server = 'fixtures', stateKeys = ['0'.repeat(64)], tokenDigests, ...rest } = options
  return {
    authorization: 'none',
    jwt: undefined,
    hosts: 'loopback',
    origins: ['loopback'],
    ...(tokenDigests && { verify: createTokenVerifier({ tokenDigests }) }),
    ...rest,
    mcp: servers[server](stateKeys),
  }
}
