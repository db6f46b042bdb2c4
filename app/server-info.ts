import { type Implementation, SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server'
import { server } from './server.ts'

/** What `server.ts` says of the server: the fields of the protocol's `Implementation`, and two more. */
export interface ServerDefinition extends Implementation {
  /** For the model. Default: none. */
  instructions?: string
  /** The call that tries a release. Default: the first tool that needs no arguments and is read-only. */
  smokeTest?: { tool: string; arguments?: Record<string, unknown> }
}

const { instructions, smokeTest: _, ...implementation } = server

/** What the server calls itself, in every generation of the handshake. */
export const serverInfo: Implementation = implementation

/** What it tells the model beside that. */
export const serverInstructions = instructions

/** The revisions of the protocol that are served, newest first. The SDK exports the 2025 generation only. */
export const protocolVersions = ['2026-07-28', ...SUPPORTED_PROTOCOL_VERSIONS]
