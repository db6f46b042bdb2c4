// What the bundle for the tests of the snapshot exports, as app/lambda/image-entry.ts does for the image. Which server it is, the
// process that is restored finds in its environment.
import '../../app/zod-config.ts'
import { createHandler, type Handler } from '../../app/lambda/handler.ts'
import type { Log, LogLevel } from '../../app/log.ts'
import { appOptions, type ServerOptions } from '../servers/index.ts'

export { warmUp } from '../../app/lambda/warm-up.ts'

let made: Handler | undefined

const handler: Handler = (event, context) => {
  made ??= createHandler({
    ...appOptions(JSON.parse(process.env.SERVER ?? '{}') as ServerOptions),
    log: { debug: toParent('debug'), info: toParent('info'), warn: toParent('warn'), error: toParent('error') },
  })
  return made(event, context)
}

export const start = () => ({ handler })

const toParent =
  (level: LogLevel): Log[LogLevel] =>
  (message, fields = {}) =>
    process.send?.({ record: { level, message, fields: sendable(fields) } })

/** Tools throw what no message can hold. */
function sendable(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => {
    try {
      return [name, structuredClone(value)]
    } catch (error) {
      return [name, String(error)]
    }
  })
  return Object.fromEntries(entries)
}
