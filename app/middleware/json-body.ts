import type { IncomingMessage } from 'node:http'
import { DEFAULT_MAX_REQUEST_BODY_SIZE, isJsonContentType } from '@modelcontextprotocol/server'
import { HttpError } from './http-error.ts'

/** 4 MiB, what the SDK allows a body that it reads itself. An event that brings as much still fits Lambda's 6 MB. */
const maxBytes = DEFAULT_MAX_REQUEST_BODY_SIZE

/**
 * Reads a request's body as JSON. The SDK could read it, but from a web stream that it copies once for its older
 * generation; here it is read once, from the socket or from the event.
 *
 * @throws {HttpError} 415 for another content type, and for a compressed body; 413 above 4 MiB; 400 with -32700 for what is
 *   no JSON
 */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const type = req.headers['content-type']
  if (!isJsonContentType(type ?? null)) {
    throw new HttpError(415, `Content-Type is "${type ?? ''}", but must be application/json.`)
  }
  refuseCoding(req.headers['content-encoding'])
  const text = await readText(req)
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpError(400, 'Parse error: the body is not valid JSON.', { code: -32700 })
  }
}

/** RFC 9110, section 15.5.16: with the codings that would be taken, of which there is none (section 12.5.3). */
function refuseCoding(coding = ''): void {
  const codings = coding.split(',').map(name => name.trim().toLowerCase())
  if (codings.every(name => name === '' || name === 'identity')) return
  throw new HttpError(
    415,
    `Content-Encoding is "${coding.slice(0, 100)}", but a body is taken as it is. Send it without compression.`,
    { headers: { 'Accept-Encoding': 'identity' } },
  )
}

async function readText(req: IncomingMessage): Promise<string> {
  const length = req.body?.length ?? Number(req.headers['content-length'])
  if (length > maxBytes) throw tooLarge()
  if (req.body) return req.body.toString()
  const chunks: Buffer[] = []
  let bytes = 0
  // The rest of a refused body is left to Node, which reads and drops it, so that its sender gets to read the answer.
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

const tooLarge = () => new HttpError(413, `The body is above the limit of ${maxBytes} bytes.`)
