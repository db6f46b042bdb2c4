import type { IncomingMessage, ServerResponse } from 'node:http'
import { pathOf } from './context.ts'
import type { GatewayRequest } from './exchange.ts'
import type { Header } from './headers.ts'

/** "Payload size: 10 MB": https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const maxBodyBytes = 10_485_760

/**
 * Takes in a request and its whole body. Undefined: the body is too large, or the caller went away.
 *
 * @param stagePrefix what stands before the path of every resource: `/dev`, or nothing
 */
export async function readRequest(req: IncomingMessage, stagePrefix: string): Promise<GatewayRequest | undefined> {
  const body = await readBody(req)
  if (body === undefined) return undefined
  const { rawHeaders, url = '/' } = req
  const headers = rawHeaders.flatMap((name, i): Header[] => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? '']] : []))
  const question = url.indexOf('?')
  return {
    headers,
    path: pathOf(req).slice(stagePrefix.length) || '/',
    query: question < 0 ? '' : url.slice(question + 1),
    body,
  }
}

async function readBody(req: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(req.headers['content-length'] ?? 0) > maxBodyBytes) return undefined
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length
      if (bytes > maxBodyBytes) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(chunks)
}

/**
 * The answer to more than 10 MB. It comes from before the API: no gateway response changes it, and it has no request id, as
 * seen in https://github.com/koki-develop/lgtm-generator/issues/10. The rest of the body is let run out, so that a caller
 * that writes everything before it reads gets to see the answer.
 */
export function refuseBody(req: IncomingMessage, res: ServerResponse): void {
  const text = `HTTP content length exceeded ${maxBodyBytes} bytes.`
  res.writeHead(413, { 'Content-Type': 'text; charset=utf-8', 'Content-Length': text.length })
  res.end(text)
  req.resume()
}
