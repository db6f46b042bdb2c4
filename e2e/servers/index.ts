import type { AppOptions } from '../../app/app.ts'
import { createShippedMcp } from '../../app/shipped.ts'
import { badInput } from './bad-input.ts'
import { conformance } from './conformance.ts'
import { scoped } from './scoped.ts'
import { surrounded } from './surroundings.ts'

const shipped = () => createShippedMcp({ stateKeys: () => ['0'.repeat(64)] })

/** What the servers under test offer, each made when it is asked for. */
const servers = { shipped, conformance, badInput, scoped, surrounded }

/** A server under test, in words that can be sent to another process. */
export interface ServerOptions extends Partial<Omit<AppOptions, 'mcp' | 'log' | 'buffer'>> {
  /** Default: what this repository ships. */
  server?: keyof typeof servers
}

/** The app of a server under test, but for its log. */
export function appOptions({ server = 'shipped', ...options }: ServerOptions): Omit<AppOptions, 'log'> {
  return {
    authorization: 'none',
    jwt: undefined,
    hosts: 'loopback',
    origins: ['loopback'],
    ...options,
    mcp: servers[server](),
  }
}
