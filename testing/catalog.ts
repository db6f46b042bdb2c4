// What the server under test offers: fixtures, so that a test depends on no sample in app/.
export * as prompts from './prompts/index.ts'
export * as resources from './resources/index.ts'
export * as tools from './tools/index.ts'
