import { createHash, createHmac } from 'node:crypto'
import type { Asked } from './answer.ts'

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
const encode = (value: string) =>
  encodeURIComponent(value).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

const signature = (canonical: string[], date: unknown, scope: string, secret: string): string => {
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical.join('\n'))].join('\n')
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`)
  return hmac(key, text).toString('hex')
}

/**
 * Computes a request's signature once more, by AWS's description and without its code: whether the one in `Authorization`
 * is right.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSigned({ method, url, headers }: Asked, body: string, secret: string): boolean {
  const [, scope = '', signed = '', given] =
    /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(String(headers.authorization)) ?? []
  const { pathname, searchParams } = new URL(url ?? '/', 'http://localhost')
  const lines = signed.split(';').map(name => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`)
  // S3 alone signs the path as it is sent; the others encode it once more.
  const path = scope.includes('/s3/') ? pathname : pathname.split('/').map(encode).join('/')
  const payload = String(headers['x-amz-content-sha256'] ?? sha256(body))
  const canonical = [String(method), path, query(searchParams), lines.join(''), signed, payload]
  return signature(canonical, headers['x-amz-date'], scope, secret) === given
}

/** The signature that a presigned URL of S3 has to have. */
export function presignature(url: string, secret: string): string {
  const { host, pathname, searchParams } = new URL(url)
  searchParams.delete('X-Amz-Signature')
  const scope = searchParams.get('X-Amz-Credential')?.split('/').slice(1).join('/') ?? ''
  const canonical = ['GET', pathname, query(searchParams), `host:${host}\n`, 'host', 'UNSIGNED-PAYLOAD']
  return signature(canonical, searchParams.get('X-Amz-Date'), scope, secret)
}

const query = (parameters: URLSearchParams) =>
  [...parameters]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
