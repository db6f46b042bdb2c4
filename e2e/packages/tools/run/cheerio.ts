import type { load } from 'cheerio'
import { defineTool } from '../../mcp/tool.ts'

export function check(parse: typeof load) {
  const $ = parse('<ul><li class=a>One<li class=b>Two &amp; three</ul>')
  $('.a').attr('id', 'first').after('<li>Between</li>')
  return {
    texts: $('li')
      .map((_, item) => $(item).text())
      .get(),
    html: $.html('ul'),
    kind: $('li').constructor.name,
  }
}

export const run = defineTool({
  name: 'cheerio-run',
  description: 'Parses, searches and changes HTML.',
  run: async () => JSON.stringify(check((await import('cheerio')).load)),
})
