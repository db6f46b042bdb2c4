import type nunjucks from 'nunjucks'
import { defineTool } from '../../mcp/tool.ts'

export function check(templates: typeof nunjucks) {
  const env = new templates.Environment(new templates.FileSystemLoader('lib/views'), { autoescape: true })
  return {
    text: env.render('list.njk', { names: ['<a>', 'b'] }),
    names: [env.constructor.name, new templates.lib.TemplateError('x', 1, 2).name],
  }
}

export const run = defineTool({
  name: 'nunjucks-run',
  description: 'Fills a template that extends another, files found from the working directory.',
  run: async () => JSON.stringify(check((await import('nunjucks')).default)),
})
