import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * What one instance calls its Runtime API by. A secret is part of it: what has not been told it is not let in, be it a page
 * in a browser, another process or another container.
 */
export interface RuntimeAddress {
  /** Without the port. */
  host: string
  /** What stands before `/2018-06-01/…`: nothing, or a path of one segment. */
  path: string
}

/** An address with a secret path, for a client of our own: the official one takes a host and a port, and refuses more. */
export function secretPath(host: string): RuntimeAddress {
  return { host, path: `/${randomBytes(32).toString('hex')}` }
}

/**
 * The name by which containers know this machine. It is no secret, and stands on the command line of `docker run`; how one
 * container spells it is. Letters of either case are one name to the resolver, and arrive in `Host` as they were written:
 * each of them is a bit, as in DNS queries (https://datatracker.ietf.org/doc/html/draft-vixie-dnsext-dns0x20).
 */
export const machineName = [
  'the-runtime-api-of-this-machine-hears-none-but-its-instances',
  'each-of-which-spells-the-name-in-large-and-small-letters',
  'in-a-mix-of-its-own-that-nobody-else-is-told',
].join('.')

/** An address whose host is {@link machineName}, in a spelling of its own. */
export function secretSpelling(): RuntimeAddress {
  const bits = randomBytes(machineName.length)
  const letters = [...machineName].map((letter, index) => ((bits[index] ?? 0) & 1 ? letter.toUpperCase() : letter))
  return { host: letters.join(''), path: '' }
}

/** Whether a request was made by the address. No runtime sends `Origin`: what does is a page. */
export function isMadeBy(
  { headers, url = '' }: IncomingMessage,
  { host, path }: RuntimeAddress,
  port: number,
): boolean {
  const called = `${headers.host}${url.slice(0, path.length)}`
  return headers.origin === undefined && isSame(called, `${host}:${port}${path}`)
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
