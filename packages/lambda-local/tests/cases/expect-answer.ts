import { expect } from 'vitest'
import type { Response } from '../test-gateway.ts'
import type { GatewayCase } from './case.ts'

/** Expects an answer to be as a case says. Throws as `expect` does. */
export function expectAnswer(
  answer: Pick<Response, 'status' | 'headers' | 'body'>,
  { status = 200, headers = {}, body }: { [part in 'status' | 'headers' | 'body']?: GatewayCase[part] | undefined },
): void {
  const text = answer.body.toString()
  expect(answer.status, text).toBe(status)
  for (const [name, value] of Object.entries(headers)) {
    if (value instanceof RegExp) expect(answer.headers[name], name).toMatch(value)
    else expect(answer.headers[name], name).toEqual(value)
  }
  if (typeof body === 'string') expect(text).toBe(body)
  if (typeof body === 'object') expect(JSON.parse(text)).toMatchObject(body)
}
