import { CsvError, parse } from 'csv-parse/sync'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/csv-parse.ts'

export const load = defineTool({
  name: 'csv-parse-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(parse, CsvError)),
})
