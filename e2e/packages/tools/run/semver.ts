import type semver from 'semver'
import { defineTool } from '../../mcp/tool.ts'

export const check = (module: typeof semver) => ({
  max: module.maxSatisfying(['1.2.3', '1.9.0-rc.1', '1.8.4', '2.0.0'], '^1.2.0'),
  range: new module.Range('~1.2 || >=3').range,
  names: [new module.SemVer('1.0.0').constructor.name, module.coerce('v2.1-beta')?.version],
  sorted: module.sort(['1.0.0', '1.0.0-beta.2', '1.0.0-beta.11']),
})

export const run = defineTool({
  name: 'semver-run',
  description: 'Compares versions.',
  run: async () => JSON.stringify(check((await import('semver')).default)),
})
