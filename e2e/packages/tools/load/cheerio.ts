import * as cheerio from 'cheerio'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/cheerio.ts'

export const load = defineTool({
  name: 'cheerio-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(cheerio.load)),
})
