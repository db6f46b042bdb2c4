import type { Sent } from '../../scripts/build/messages.ts'

/** A server under attack. */
export interface Target extends AsyncDisposable {
  /** Where it is: `local HTTP`, … */
  name: string
  /** Sends one request, and waits for the whole answer. Rejects when none comes in time, or the connection breaks. */
  send(sent: Sent): Promise<Reply>
  /** What it has logged since it was last asked for. */
  takeLines(): string[]
  /** How processes of it ended that were not meant to, as far as the lines tell that have been taken. */
  ended(): readonly string[]
  /** Bytes in use after a garbage collection. */
  memory?(): Promise<number>
  /** Where raw bytes can be sent to. */
  port?: number
}

export interface Reply {
  status: number
  text: string
}

/** How long an answer may take, in milliseconds: far longer than any, and than the deadline of a handler. */
export const patienceMs = 20_000

const usualHeaders = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' }

/** The text of a body as it goes over the wire. */
export const textOf = (body: unknown): string | undefined =>
  typeof body === 'string' || body === undefined ? body : JSON.stringify(body)

/** Names in lower case, those of the request after the usual ones. */
export function headersOf({ headers = {} }: Sent): Record<string, string> {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return { ...usualHeaders, ...Object.fromEntries(own) }
}
