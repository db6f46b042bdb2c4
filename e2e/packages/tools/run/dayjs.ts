import type dayjs from 'dayjs'
import { defineTool } from '../../mcp/tool.ts'

export const check = (day: typeof dayjs) => {
  const start = day.tz('2024-04-07 02:30', 'Pacific/Auckland')
  return {
    utc: start.utc().format(),
    offset: start.utcOffset(),
    french: start.locale('fr').format('dddd D MMMM'),
    name: start.constructor.name,
  }
}

export const run = defineTool({
  name: 'dayjs-run',
  description: 'Names an hour that a time zone has twice, by plugins and a locale that change the package itself.',
  async run() {
    const { default: dayjs } = await import('dayjs')
    dayjs.extend((await import('dayjs/plugin/utc.js')).default)
    dayjs.extend((await import('dayjs/plugin/timezone.js')).default)
    await import('dayjs/locale/fr.js')
    return JSON.stringify(check(dayjs))
  },
})
