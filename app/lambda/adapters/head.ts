import type { OutgoingHttpHeaders } from 'node:http'
import type { Head } from './adapter.ts'

/** Status and headers as a proxy answer has them. Several values of one header are in both maps, of which the second wins. */
export function headOf(statusCode: number, all: OutgoingHttpHeaders): Head {
  const headers: Record<string, string> = {}
  const multiValueHeaders: Record<string, string[]> = {}
  for (const [name, value] of Object.entries(all)) {
    if (Array.isArray(value)) multiValueHeaders[name] = value
    // Cookies cannot be joined: API Gateway would send what they make together as one more.
    if (name !== 'set-cookie' || !Array.isArray(value)) headers[name] = [value].flat().join(', ')
  }
  return { statusCode, headers, multiValueHeaders }
}
