import type { Accepted } from './accept.ts'

/**
 * Gives an answer of the SDK's the type that its caller accepts. The SDK answers a 2025 client by a stream, and a 2026
 * client by JSON until there is a notification, whatever either accepts: who takes JSON alone gets the result in JSON,
 * without the notifications before it; who takes streams alone gets the result as the one event of a stream.
 *
 * @param batched whether the request was a batch, whose answer is a list
 */
export async function inAcceptedType(response: Response, accepted: Accepted, batched: boolean): Promise<Response> {
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream') && !accepted.stream) {
    const answers = answersOf(await response.text())
    return json(batched ? `[${answers.join()}]` : (answers[0] ?? failWithoutAnswer()))
  }
  // A refusal stays as it is: its status tells it to whoever cannot read its type.
  if (type.startsWith('application/json') && response.status === 200 && !accepted.json) {
    return event(await response.text())
  }
  return response
}

/** An answer in the type that the caller accepts, of what JSON holds it. */
export const inType = (text: string, accepted: Accepted): Response => (accepted.json ? json(text) : event(text))

const json = (text: string) => new Response(text, { headers: { 'Content-Type': 'application/json' } })

/** With the headers of the SDK's own streams. */
function event(text: string): Response {
  return new Response(`event: message\ndata: ${text}\n\n`, {
    headers: {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

/** The responses in a stream of the SDK's, each of which is one line: without notifications, and comments that keep it open. */
function answersOf(stream: string): string[] {
  const messages = stream.split('\n').flatMap(line => (line.startsWith('data: ') ? [line.slice('data: '.length)] : []))
  return messages.filter(message => !('method' in JSON.parse(message)))
}

function failWithoutAnswer(): never {
  throw new Error('The stream ended without an answer.')
}
