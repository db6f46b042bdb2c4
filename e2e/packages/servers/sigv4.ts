import { createHash, createHmac } from 'node:crypto'
import type { Asked } from './answer.ts'

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
const encode = (value: string) =>
  encodeURIComponent(value).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * Computes a request's signature once more, by AWS's description and without its code: whether the one in `Authorization`
 * is right.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSigned({ method, url, headers }: Asked, body: string, secret: string): boolean {
  const [, scope = '', signed = '', signature] =
    /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(String(headers.authorization)) ?? []
  const { pathname, searchParams } = new URL(url ?? '/', 'http://localhost')
  const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const lines = signed.split(';').map(name => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`)
  const service = scope.split('/')[2]
  // S3 alone signs the path as it is sent; the others encode it once more.
  const path = service === 's3' ? pathname : pathname.split('/').map(encode).join('/')
  const payload = String(headers['x-amz-content-sha256'] ?? sha256(body))
  const canonical = [method, path, query.join('&'), lines.join(''), signed, payload].join('\n')
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`)
  return hmac(key, text).toString('hex') === signature
}
