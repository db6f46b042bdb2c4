import { type Implementation, SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server'
import { server } from './server.ts'

const { instructions, smokeTest: _, ...implementation } = server

/** What the server calls itself, in every generation of the handshake. */
export const serverInfo: Implementation = implementation

/** What it tells the model beside that. */
export const serverInstructions = instructions

/** The revisions of the protocol that are served, newest first. The SDK exports the 2025 generation only. */
export const protocolVersions = ['2026-07-28', ...SUPPORTED_PROTOCOL_VERSIONS]
