import type { Config } from './config.ts'
import { stackOf } from './stack.ts'

export type LogLevel = Config['logLevel']

/** Writes one record: a sentence, and fields for what varies. Never a token, a header or a body. */
export type Log = Record<LogLevel, (message: string, fields?: Record<string, unknown>) => void>

const levels: LogLevel[] = ['debug', 'info', 'warn', 'error']

/**
 * Creates the log of a process.
 *
 * Lambda's JSON format makes a record of the object it is given, with the request id and the level; in its text format
 * we write the JSON ourselves, so that CloudWatch Logs Insights finds the same fields either way.
 */
export function createLog({ logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>): Log {
  const write = { line: writeLine, json: writeJson, object: writeObject }[logFormat]
  const quiet = levels.indexOf(logLevel)
  const log = {} as Log
  for (const [rank, level] of levels.entries()) {
    log[level] = rank < quiet ? () => {} : (message, fields = {}) => write(level, message, fields)
  }
  return log
}

/** A log that writes nothing. */
export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }

function writeObject(level: LogLevel, message: string, fields: Record<string, unknown>) {
  console[level]({ message, ...plain(fields) })
}

function writeJson(level: LogLevel, message: string, fields: Record<string, unknown>) {
  console[level](JSON.stringify({ level, message, ...plain(fields) }))
}

function writeLine(level: LogLevel, message: string, fields: Record<string, unknown>) {
  const { error, ...rest } = fields
  const time = new Date().toTimeString().slice(0, 8)
  const details = Object.entries(rest).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
  const stack = error instanceof Error ? `\n${stackOf(error)}` : ''
  console[level](`${time} ${level.padEnd(5)} ${message}${details.join('')}${stack}`)
}

/** An Error has no enumerable fields: without this it would be logged as {}. */
function plain(fields: Record<string, unknown>): Record<string, unknown> {
  const { error } = fields
  if (!(error instanceof Error)) return fields
  return { ...fields, error: { name: error.name, message: error.message, stack: stackOf(error) } }
}
