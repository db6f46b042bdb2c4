import type * as DateFns from 'date-fns'
import type { de } from 'date-fns/locale'
import { defineTool } from '../../mcp/tool.ts'

export const check = (
  { addMonths, format, formatDistance, intervalToDuration, parseISO }: typeof DateFns,
  locale: typeof de,
) => ({
  month: format(addMonths(parseISO('2024-01-31T00:00:00'), 1), 'yyyy-MM-dd'),
  german: format(parseISO('2024-03-01T00:00:00'), 'EEEE, d. MMMM', { locale }),
  distance: formatDistance(0, 86_400_000 * 400, { locale }),
  duration: intervalToDuration({ start: 0, end: 90_061_000 }),
})

export const run = defineTool({
  name: 'date-fns-run',
  description: 'Reckons with months and names days in German.',
  run: async () => JSON.stringify(check(await import('date-fns'), (await import('date-fns/locale')).de)),
})
