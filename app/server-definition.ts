import type { Implementation } from '@modelcontextprotocol/server'

/** What `server.ts` says of the server: the fields of the protocol's `Implementation`, and two more. */
export interface ServerDefinition extends Implementation {
  /** For the model. Default: none. */
  instructions?: string
  /** The call that tries a release. Default: the first tool that needs no arguments and is read-only. */
  smokeTest?: { tool: string; arguments?: Record<string, unknown> }
}
