import type * as Luxon from 'luxon'
import { defineTool } from '../../mcp/tool.ts'

export function check({ DateTime, Interval, VERSION }: typeof Luxon) {
  const start = DateTime.fromISO('2024-02-29T12:00', { zone: 'Pacific/Auckland' })
  return {
    version: VERSION,
    local: start.toISO(),
    utc: start.toUTC().toISO(),
    months: Interval.fromDateTimes(start, start.plus({ months: 13 })).length('months'),
    french: start.setLocale('fr').toLocaleString(DateTime.DATE_FULL),
    invalid: DateTime.fromISO('2023-02-29').invalidReason,
  }
}

export const run = defineTool({
  name: 'luxon-run',
  description: 'Reckons over a leap day in a time zone.',
  run: async () => JSON.stringify(check(await import('luxon'))),
})
