import type * as Api from '@opentelemetry/api'
import type * as Sdk from '@opentelemetry/sdk-trace-node'
import { defineTool } from '../../mcp/tool.ts'

export async function check({ context, SpanStatusCode, trace }: typeof Api, sdk: typeof Sdk) {
  const exporter = new sdk.InMemorySpanExporter()
  const provider = new sdk.NodeTracerProvider({ spanProcessors: [new sdk.SimpleSpanProcessor(exporter)] })
  provider.register()
  try {
    await trace.getTracer('matrix').startActiveSpan('outer', async outer => {
      await Promise.resolve()
      trace.getTracer('matrix').startSpan('inner').setStatus({ code: SpanStatusCode.ERROR }).end()
      outer.setAttribute('open', trace.getSpan(context.active()) === outer).end()
    })
    await provider.forceFlush()
    const [inner, outer] = exporter.getFinishedSpans()
    return {
      provider: [trace.getTracerProvider().constructor.name, provider.constructor.name],
      names: [inner?.name, outer?.name, inner?.status.code, outer?.attributes.open],
      nested: inner?.parentSpanContext?.spanId === outer?.spanContext().spanId,
    }
  } finally {
    await provider.shutdown()
    trace.disable()
    context.disable()
  }
}

export const run = defineTool({
  name: 'opentelemetry-api-run',
  description: 'Nests one span in another across an await, by the SDK for Node.',
  run: async () =>
    JSON.stringify(await check(await import('@opentelemetry/api'), await import('@opentelemetry/sdk-trace-node'))),
})
