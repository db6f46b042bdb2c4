import type { CsvError, parse } from 'csv-parse/sync'
import { defineTool } from '../../mcp/tool.ts'

export function check(read: typeof parse, Failure: typeof CsvError) {
  let error: unknown
  try {
    read('a,b\n1')
  } catch (thrown) {
    error = thrown
  }
  return {
    records: read('name,n\n"Smith, ""J""",1\n', { columns: true, cast: true }),
    error: error instanceof Failure && [error.constructor.name, error.code],
  }
}

export const run = defineTool({
  name: 'csv-parse-run',
  description: 'Parses quoted fields, and names what is wrong with a line.',
  async run() {
    const { CsvError, parse } = await import('csv-parse/sync')
    return JSON.stringify(check(parse, CsvError))
  },
})
