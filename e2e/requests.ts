import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Sent } from '../scripts/build/messages.ts'
import type { Running } from './transports.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }

/** Sends one HTTP request. By node:http, as fetch would not send a Host of our choice. */
export function send(
  server: Pick<Running, 'url'>,
  { method = 'POST', path = '/mcp', headers = {}, body }: Sent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}${path}`, { method, headers: { ...usual, ...headers }, agent: false })
    sent.on('error', reject)
    sent.on('response', async answer => {
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: await text(answer) })
    })
    sent.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body))
  })
}

/** The JSON-RPC message of an answer: plain JSON, or the last event of a stream. */
export function messageOf({ headers, text }: Answer): unknown {
  if (!headers['content-type']?.startsWith('text/event-stream')) return JSON.parse(text)
  const events = text.split('\n').filter(line => line.startsWith('data: '))
  return JSON.parse(events.at(-1)?.slice('data: '.length) ?? 'null')
}
