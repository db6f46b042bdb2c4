import type { Config } from './config.ts'
import { printable } from './printable.ts'
import { stackOf } from './stack-trace.ts'

export type LogLevel = Config['logLevel']

/**
 * Writes one record: a sentence, and fields for what varies. Never a token, a header or a body. It does not throw, whatever
 * it is given: what JSON cannot hold is told as such.
 */
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

/** For a person: no value can begin a line of its own, so that none can pass for another record. */
function writeLine(level: LogLevel, message: string, fields: Record<string, unknown>) {
  const { error, ...rest } = fields
  const told = error instanceof Error ? rest : fields // Whatever else was thrown has no stack.
  const time = new Date().toTimeString().slice(0, 8)
  const details = Object.entries(plain(told)).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
  const head = printable(`${level.padEnd(5)} ${message}${details.join('')}`)
  console[level](`${time} ${head}${error instanceof Error ? `\n${linesOf(error)}` : ''}`)
}

/** What an error says as one line, and each place of its stack, indented, on another. */
function linesOf(error: Error): string {
  const stack = stackOf(error)
  const firstPlace = stack.search(/\n {4}at /)
  const [said, places] = firstPlace < 0 ? [stack, ''] : [stack.slice(0, firstPlace), stack.slice(firstPlace + 1)]
  const frames = places.split('\n').map(place => `\n    ${printable(place.trim())}`)
  return printable(said) + (places === '' ? '' : frames.join(''))
}

const plain = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, held(value)]))

/** A value as JSON holds it. An Error has no enumerable fields: without this it would be logged as {}. */
function held(value: unknown): unknown {
  try {
    if (value instanceof Error) {
      const [name, message] = [String(value.name), String(value.message)]
      return { name, message: message.slice(0, 16 * 1024), stack: stackOf(value) }
    }
    JSON.stringify(value)
    return value
  } catch (error) {
    return `cannot be written in JSON: ${reason(error)}`
  }
}

function reason(error: unknown): string {
  try {
    return String((error as Error).message).split('\n', 1)[0] ?? ''
  } catch {
    return 'reading it throws'
  }
}
