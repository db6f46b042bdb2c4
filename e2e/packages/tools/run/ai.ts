import type * as AI from 'ai'
import type * as Test from 'ai/test'
import { defineTool } from '../../mcp/tool.ts'

export async function check(
  { generateText, jsonSchema, NoSuchToolError, tool }: typeof AI,
  { MockLanguageModelV3 }: typeof Test,
) {
  const usage = {
    inputTokens: { total: 3, noCache: 3, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: 4, text: 4, reasoning: undefined },
  }
  const warnings: [] = []
  const add = tool({
    inputSchema: jsonSchema<{ a: number; b: number }>({
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'number' } },
    }),
    execute: ({ a, b }) => a + b,
  })
  const input = JSON.stringify({ a: 20, b: 22 })
  const model = new MockLanguageModelV3({
    doGenerate: {
      content: [{ type: 'tool-call', toolCallId: 'call-1', toolName: 'add', input }],
      finishReason: { unified: 'tool-calls', raw: undefined },
      usage,
      warnings,
    },
  })
  const { toolResults, totalUsage } = await generateText({ model, prompt: 'Add 20 and 22', tools: { add } })
  const error = new NoSuchToolError({ toolName: 'none' })
  return {
    results: toolResults.map(({ toolName, output }) => [toolName, output]),
    tokens: totalUsage.totalTokens,
    error: [error.name, error.constructor.name, NoSuchToolError.isInstance(error)],
  }
}

export const run = defineTool({
  name: 'ai-run',
  description: 'Lets a model, a double of the package itself, call a tool.',
  run: async () => JSON.stringify(await check(await import('ai'), await import('ai/test'))),
})
