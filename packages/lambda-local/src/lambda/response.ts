import type { IncomingMessage } from 'node:http'
import type { Answer } from './answer.ts'
import { type Failure, reported, tooLarge } from './failure.ts'
import { maxBytes } from './limits.ts'

/**
 * Passes a runtime's response on: as it arrives in streaming mode, otherwise when it is whole. A stream that fails says so
 * in trailers. Rejects when the runtime breaks it off.
 */
export async function receiveResponse(req: IncomingMessage, answer: Answer): Promise<Failure | undefined> {
  const streaming = header(req, 'lambda-runtime-function-response-mode')?.toLowerCase() === 'streaming'
  const limit = streaming ? answer.limit : maxBytes.buffered
  if (streaming) answer.begin(req.headers['content-type'])
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req) {
    bytes += chunk.length
    if (bytes > limit) continue // Read to its end all the same: the runtime sends before it listens.
    if (streaming) answer.write(chunk)
    else chunks.push(chunk)
  }
  if (bytes > limit) return tooLarge(limit)
  if (!streaming) {
    answer.begin(req.headers['content-type'])
    answer.write(Buffer.concat(chunks))
  }
  const { 'lambda-runtime-function-error-type': type, 'lambda-runtime-function-error-body': body } = req.trailers
  return type === undefined ? undefined : reported(Buffer.from(body ?? '', 'base64'), type)
}

/** Reads an error that a runtime reports. Of a longer one than any answer, the beginning. */
export async function receiveError(req: IncomingMessage): Promise<Failure> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req) {
    bytes += chunk.length
    if (bytes <= maxBytes.buffered) chunks.push(chunk)
  }
  return reported(Buffer.concat(chunks), header(req, 'lambda-runtime-function-error-type'))
}

function header(req: IncomingMessage, name: string): string | undefined {
  return req.headersDistinct[name]?.[0]
}
