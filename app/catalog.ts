// What the server offers. The image has it beside the server itself: as ordinary code, with whatever it imports.
export * as prompts from './prompts/index.ts'
export * as resources from './resources/index.ts'
export * as tools from './tools/index.ts'
