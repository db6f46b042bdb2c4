import { JSDOM } from 'jsdom'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/jsdom.ts'

const page = new JSDOM('<p>made while loading</p>')

export const load = defineTool({
  name: 'jsdom-load',
  description: 'The same, with one more page made while the module loads.',
  run: () => JSON.stringify(page.window.document.querySelector('p') && check(JSDOM)),
})
