import { createRequire } from 'node:module'
import * as interop from '../../../lib/interop.cjs'
import * as lexed from '../../../lib/lexed.cjs'
import sloppy from '../../../lib/sloppy.cjs'
import { defineTool } from '../../mcp/tool.ts'

const require = createRequire(import.meta.url)

export const ways = defineTool({
  name: 'way-commonjs',
  description:
    'Imports CommonJS as Node does: names by its lexer, default as module.exports, sloppy mode, the scope of a module.',
  run: () =>
    JSON.stringify({
      sloppy,
      lexed: Object.keys(lexed),
      interop: [Object.keys(interop), typeof interop.default, (interop.default as { default?: string }).default],
      required: [require('../../../lib/interop.cjs').default, require('../../../lib/as-module.mjs')],
      flag: require('../../../lib/plain.mjs').__esModule === undefined,
    }),
})
