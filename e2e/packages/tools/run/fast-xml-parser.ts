import type * as Xml from 'fast-xml-parser'
import { defineTool } from '../../mcp/tool.ts'

export const check = ({ XMLBuilder, XMLParser, XMLValidator }: typeof Xml) => ({
  parsed: new XMLParser({ ignoreAttributes: false }).parse('<a b="1"><c>2</c><c>&lt;x&gt;</c><!-- no --></a>'),
  built: new XMLBuilder({ format: true }).build({ a: { c: [1, 2] } }),
  wrong: XMLValidator.validate('<a><b></a>'),
})

export const run = defineTool({
  name: 'fast-xml-parser-run',
  description: 'Parses, builds and validates XML.',
  run: async () => JSON.stringify(check(await import('fast-xml-parser'))),
})
