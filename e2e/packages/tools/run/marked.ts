import type { Marked } from 'marked'
import { defineTool } from '../../mcp/tool.ts'

export const check = (marked: Marked) => ({
  html: marked.parse('# Kia *ora*\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n'),
  tokens: marked.lexer('- x\n- y').map(({ type }) => type),
  name: marked.constructor.name,
})

export const run = defineTool({
  name: 'marked-run',
  description: 'Writes Markdown as HTML.',
  async run() {
    const { Marked } = await import('marked')
    return JSON.stringify(check(new Marked()))
  },
})
