import 'reflect-metadata'
import { defineTool } from '../../mcp/tool.ts'
import '../../../lib/writes-globals.mjs'

declare global {
  interface Array<T> {
    lastOfAll(): T | undefined
  }
  var written: { by: string } | undefined
}

export const ways = defineTool({
  name: 'way-globals',
  description: 'Writes on globalThis and on a prototype while the module loads, as polyfills do.',
  run: () =>
    JSON.stringify({
      written: globalThis.written,
      last: [1, 2].lastOfAll(),
      reflect: typeof Reflect.getMetadata,
      listed: Object.keys(globalThis).includes('written'),
      process: Object.getOwnPropertyDescriptor(globalThis, 'process')?.configurable,
      names: ['globalThis', 'global'].map(
        name => (globalThis as unknown as Record<string, unknown>)[name] === globalThis,
      ),
    }),
})
