import * as api from '@opentelemetry/api'
import * as sdk from '@opentelemetry/sdk-trace-node'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/opentelemetry-api.ts'

export const load = defineTool({
  name: 'opentelemetry-api-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(api, sdk)),
})
