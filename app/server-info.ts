import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server'
import manifest from '../package.json' with { type: 'json' }

/** What the server calls itself, in every generation of the handshake. */
export const serverInfo = { name: manifest.name, version: manifest.version, title: 'Serverless MCP' }

/** The revisions of the protocol that are served, newest first. The SDK exports the 2025 generation only. */
export const protocolVersions = ['2026-07-28', ...SUPPORTED_PROTOCOL_VERSIONS]
