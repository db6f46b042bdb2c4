import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Session } from './session.ts'

/** Tries what is deployed. Returns what is wrong with it. */
export type SmokeTest = (session: Session) => Promise<string | undefined>

const client = join(import.meta.dirname, '../../client/client.ts')
const TIMEOUT_MS = 120_000

/** An alias that has just moved takes a moment to be seen everywhere. */
const PAUSE_MS = 5_000

/**
 * The sample client: connects, lists the tools, and calls one. It fails when it has failed twice, so that a hiccup of the
 * network takes no release back.
 */
export async function smokeTest({ stack, clock, signal, report }: Session): Promise<string | undefined> {
  const failure = await runClient(stack.endpoint, signal)
  if (failure === undefined) return undefined
  report.say(`The smoke test failed, and is tried once more: ${failure}`)
  await clock.sleep(PAUSE_MS)
  return runClient(stack.endpoint, signal)
}

/** @throws after Ctrl-C, which says nothing about the server */
async function runClient(endpoint: string, signal: AbortSignal): Promise<string | undefined> {
  const child = spawn(process.execPath, [client], {
    env: { ...process.env, MCP_SERVER_ENDPOINT: endpoint },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: TIMEOUT_MS,
    signal,
  })
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  signal.throwIfAborted()
  if (code === 0) return undefined
  return errors.trim() || (code === null ? `no answer within ${TIMEOUT_MS / 1_000} s` : `the client ended with ${code}`)
}
