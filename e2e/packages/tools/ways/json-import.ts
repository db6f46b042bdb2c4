import manifest from '../../../package.json' with { type: 'json' }
import { defineTool } from '../../mcp/tool.ts'
import data from './data.json' with { type: 'json' }

export const ways = defineTool({
  name: 'way-json-import',
  description: 'Imports JSON with attributes, beside the tool, from a package, and when it is needed.',
  async run() {
    const later = await import('./data.json', { with: { type: 'json' } })
    const { default: semver } = await import('semver/package.json', { with: { type: 'json' } })
    return JSON.stringify({
      data,
      same: later.default === data,
      name: manifest.name,
      semver: semver.name,
      keys: Object.keys(later),
    })
  },
})
