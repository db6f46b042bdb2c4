import type { Metrics } from '@aws-lambda-powertools/metrics'
import { defineTool } from '../../mcp/tool.ts'

export function check(metrics: Metrics) {
  metrics.addDimension('kind', 'book')
  metrics.addMetric('sold', 'Count', 2)
  metrics.addMetric('sold', 'Count', 3)
  const { _aws, ...values } = metrics.serializeMetrics()
  metrics.clearMetrics()
  metrics.clearDimensions()
  const { Namespace, Metrics } = _aws.CloudWatchMetrics[0] ?? {}
  return { metrics: metrics.constructor.name, Namespace, Metrics, values }
}

export const run = defineTool({
  name: 'aws-lambda-powertools-metrics-run',
  description: "Collects a metric in CloudWatch's embedded format, in a namespace from the environment.",
  async run() {
    const { Metrics } = await import('@aws-lambda-powertools/metrics')
    return JSON.stringify(check(new Metrics()))
  },
})
