import type Handlebars from 'handlebars'
import { defineTool } from '../../mcp/tool.ts'

export function check(handlebars: typeof Handlebars) {
  const own = handlebars.create()
  own.registerHelper('loud', (text: string) => text.toUpperCase())
  const fill = own.compile('{{#each names}}{{loud this}}{{#unless @last}}, {{/unless}}{{/each}} {{{raw}}} {{escaped}}')
  let error: unknown
  try {
    own.compile('{{#if}}')({})
  } catch (thrown) {
    error = thrown
  }
  return {
    version: own.VERSION,
    text: fill({ names: ['a', 'b'], raw: '<i>', escaped: '<i>' }),
    error: error instanceof Error && [error.name, error.message.split('\n')[0]],
  }
}

export const run = defineTool({
  name: 'handlebars-run',
  description: 'Compiles a template to code and fills it.',
  run: async () => JSON.stringify(check((await import('handlebars')).default)),
})
