import manifest from '../package.json' with { type: 'json' }
import type { ServerDefinition } from './server-definition.ts'

// What clients and their users see of this server. Edit it as you like: every field but name and version may be left out.

export const server: ServerDefinition = {
  // For programs. `npm run rename -- NAME` changes it, here and everywhere.
  name: manifest.name,
  version: manifest.version,
  // For people.
  title: 'Serverless MCP',
  // description: 'Looks up orders and invoices of ACME.',
  // websiteUrl: 'https://example.com',
  // icons: [{ src: 'https://example.com/icon.svg', mimeType: 'image/svg+xml', sizes: ['any'] }],

  // For the model: how the tools belong together, and what a single description cannot say.
  // instructions: 'Look up the customer before the invoice.',

  // What `npm run release` calls to try a new version. Default: the first tool that needs no arguments and is annotated
  // `readOnlyHint: true`; without one, it connects and lists.
  // smokeTest: { tool: 'lookup', arguments: { id: '1' } },
}
