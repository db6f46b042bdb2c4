import { Metrics } from '@aws-lambda-powertools/metrics'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/aws-lambda-powertools-metrics.ts'

const metrics = new Metrics()

export const load = defineTool({
  name: 'aws-lambda-powertools-metrics-load',
  description: 'The same with metrics made while the module loads.',
  run: () => JSON.stringify(check(metrics)),
})
