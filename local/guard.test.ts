import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createGuard } from './guard.ts'

const whyRefused = (headers: Record<string, string>, origins: string[] = []) =>
  createGuard(origins)({ headers } as unknown as IncomingMessage)

test.each(['localhost:4000', 'localhost', '127.0.0.1:4000', '[::1]:4000'])('the host %s is served', host => {
  expect(whyRefused({ host })).toBeUndefined()
})

test.each(['evil.example', 'localhost.evil.example:4000', '192.0.2.1:4000'])('the host %s is refused', host => {
  expect(whyRefused({ host })).toContain(`Host "${host}" is not served here. Call this API by localhost`)
})

test.each(['http://localhost:6274', 'http://127.0.0.1', 'https://app.example.com'])('a page of %s may call', origin => {
  expect(whyRefused({ host: 'localhost', origin }, ['https://app.example.com'])).toBeUndefined()
})

test.each(['https://evil.example', 'null', 'https://app.example.com:8443'])('a page of %s may not', origin => {
  expect(whyRefused({ host: 'localhost', origin }, ['https://app.example.com'])).toContain(`Origin "${origin}" may not`)
})
