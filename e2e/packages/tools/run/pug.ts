import type pug from 'pug'
import { defineTool } from '../../mcp/tool.ts'

export function check(templates: typeof pug) {
  let error: unknown
  try {
    templates.render('a(')
  } catch (thrown) {
    error = thrown
  }
  return {
    html: templates.renderFile('lib/views/page.pug', { title: 'A & B' }),
    error: error instanceof Error && 'code' in error && error.code,
  }
}

export const run = defineTool({
  name: 'pug-run',
  description: 'Compiles a template, a file found from the working directory.',
  run: async () => JSON.stringify(check((await import('pug')).default)),
})
