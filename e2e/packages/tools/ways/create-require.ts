import { createRequire } from 'node:module'
import * as nanoid from 'nanoid'
import semver from 'semver'
import { defineTool, ToolError } from '../../mcp/tool.ts'

const require = createRequire(import.meta.url)
const loaded = require('lodash').VERSION

export const ways = defineTool({
  name: 'way-create-require',
  description:
    'Requires packages, JSON, modules of every kind, and what the server is made of: the same that an import gives.',
  run: () =>
    JSON.stringify({
      loaded: loaded === require('lodash/package.json').version,
      same: [require('semver') === semver, require('nanoid') === nanoid, require('nanoid').nanoid === nanoid.nanoid],
      // A server loads it once: from a tool, from its own files.
      tool: [
        require('../../mcp/tool.ts').ToolError === ToolError,
        require('../../mcp/tool.ts').defineTool === defineTool,
      ],
      json: require('./data.json').name,
      cjs: require('../../../lib/plain.cjs').kind,
      esm: Object.keys(require('../../../lib/plain.mjs')),
      resolved: require.resolve('./data.json').endsWith('app/tools/ways/data.json'),
      // biome-ignore lint/style/useNodejsImportProtocol: both names are the same module
      builtin: require('fs') === require('node:fs'),
      cached: Object.keys(require.cache).some(path => path.endsWith('/lodash/lodash.js')),
    }),
})
