/** Calls an API of AWS's. Throws with the answer when it is no success. */
export type EmulatorCall = <Answer = object>(
  service: string,
  /** Method and path: `POST /restapis`. */
  request: string,
  body?: object,
  /** The operation, for an API that takes it in a header. */
  target?: string,
) => Promise<Answer>

/**
 * A client of AWS's APIs for an emulator that verifies no signatures: of the header it reads the service and the region.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
 */
export function createEmulatorCall(url: string, region: string): EmulatorCall {
  return async (service, request, body, target) => {
    const [method = '', path = ''] = request.split(' ')
    const scope = `test/20260101/${region}/${service}/aws4_request`
    const answer = await fetch(url + path, {
      method,
      headers: {
        Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
        'Content-Type': target === undefined ? 'application/json' : 'application/x-amz-json-1.1',
        ...(target !== undefined && { 'X-Amz-Target': target }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const what = [service, request, target].filter(Boolean).join(' ')
    if (!answer.ok) throw new Error(`${what} is answered ${answer.status}: ${text}`)
    return JSON.parse(text || '{}')
  }
}
