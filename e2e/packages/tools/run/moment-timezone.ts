import type moment from 'moment-timezone'
import { defineTool } from '../../mcp/tool.ts'

export const check = (at: typeof moment) => {
  const instant = at.tz('2024-04-06T14:30:00Z', 'Pacific/Auckland').locale('mi')
  return { local: instant.format(), text: instant.format('dddd'), zones: at.tz.names().length > 400 }
}

export const run = defineTool({
  name: 'moment-timezone-run',
  description: "Names a day in te reo Māori, by the package's own zones and locales, which it requires by name.",
  run: async () => JSON.stringify(check((await import('moment-timezone')).default)),
})
