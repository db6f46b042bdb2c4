import type { Log, LogLevel } from '../app/log.ts'

export interface LogRecord {
  level: LogLevel
  message: string
  fields: Record<string, unknown>
}

/** For tests: a log that keeps what it is given. */
export function recordingLog(): { log: Log; records: LogRecord[] } {
  const records: LogRecord[] = []
  const at =
    (level: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      records.push({ level, message, fields })
    }
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, records }
}
