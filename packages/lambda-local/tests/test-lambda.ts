import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { StreamedInvocation } from '../src/function.ts'
import { processHost } from '../src/hosts/process-host.ts'
import { createLambda, type LambdaOptions, type LocalLambda } from '../src/lambda/create-lambda.ts'

export interface TestLambda extends LocalLambda {
  /** Waits for a line, or finds it among those that were logged. */
  logged(pattern: RegExp): Promise<string>
  lines: string[]
  /** Invokes it, and parses what it returns. */
  answer(event?: object): Promise<Answered>
}

/** What `app.handler` of the test functions returns. */
interface Answered {
  pid: number
  event: object
  env: Record<string, string>
  execArgv: string[]
  context: Record<string, unknown>
}

/** A function in child processes, with the handlers of `test-functions`. */
export function testLambda(handler: string, options: Partial<LambdaOptions> = {}): TestLambda {
  const host = processHost({ bundle: join(import.meta.dirname, 'functions') })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const log = (line: string) => {
    lines.push(line)
    for (const look of waiting) look()
  }
  // Every timeout is far off, but where a test is about it.
  const lambda = createLambda({
    host,
    name: 'test',
    handler,
    timeoutMs: 30_000,
    initTimeoutMs: 30_000,
    log,
    ...options,
  })
  return Object.assign(lambda, {
    lines,
    logged: (pattern: RegExp) =>
      new Promise<string>(resolve => {
        const look = () => {
          const line = lines.find(line => pattern.test(line))
          if (line !== undefined) resolve(line)
        }
        waiting.add(look)
        look()
      }),
    async answer(event: object = {}): Promise<Answered> {
      const { payload } = await lambda.invoke(event)
      return JSON.parse(payload.toString())
    },
  })
}

/** Reads as much of a stream as is expected of it so far, and no more. */
export async function reads({ payload }: StreamedInvocation, expected: string): Promise<void> {
  let seen = ''
  while (seen.length < expected.length) {
    const chunk = payload.read()
    if (chunk === null) await once(payload, 'readable')
    else seen += chunk
  }
  expect(seen).toBe(expected)
}
