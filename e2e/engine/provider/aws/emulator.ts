import type { Values } from '../wire.ts'

/**
 * Calls an emulator of AWS, where a test has one beside the stand-in cloud: for what others read and write too, which is
 * images and aliases. Without one (STAND_IN_EMULATOR), nothing happens.
 *
 * @param request method and path
 * @param target the operation, for an API that takes it in a header
 */
export async function emulate(
  service: string,
  region: string,
  request: string,
  body?: object,
  target?: string,
): Promise<Values> {
  const endpoint = process.env.STAND_IN_EMULATOR
  if (endpoint === undefined) return {}
  const [method = '', path = ''] = request.split(' ')
  const scope = `test/20260101/${region}/${service}/aws4_request`
  const answer = await fetch(endpoint + path, {
    method,
    headers: {
      Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'Content-Type': target === undefined ? 'application/json' : 'application/x-amz-json-1.1',
      ...(target !== undefined && { 'X-Amz-Target': target }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${service}: ${request} ${target ?? ''} is answered ${answer.status}: ${text}`)
  return JSON.parse(text || '{}') as Values
}
