import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone.js'
import utc from 'dayjs/plugin/utc.js'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/dayjs.ts'
import 'dayjs/locale/fr.js'

dayjs.extend(utc)
dayjs.extend(timezone)

export const load = defineTool({
  name: 'dayjs-load',
  description: 'The same with plugins added while the module loads.',
  run: () => JSON.stringify(check(dayjs)),
})
