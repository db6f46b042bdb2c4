import type ejs from 'ejs'
import { defineTool } from '../../mcp/tool.ts'

export const check = async (templates: typeof ejs) => ({
  text: templates.render('<% for (const n of list) { %><%= n %>;<% } %>', { list: ['<a>', 2] }),
  file: await templates.renderFile('lib/views/page.ejs', { name: 'Kea' }),
  version: templates.VERSION,
})

export const run = defineTool({
  name: 'ejs-run',
  description: 'Fills a text and a file that includes another, found from the working directory.',
  run: async () => JSON.stringify(await check((await import('ejs')).default)),
})
