import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { server } from '../../app/server.ts'
import { clientCredentials, requestToken } from './access-token.ts'
import { askForChallenge } from './challenge.ts'
import { Refusal } from './refusal.ts'
import type { Session } from './session.ts'

/** Tries what is deployed. Returns what is wrong with it. */
export type SmokeTest = (session: Session) => Promise<string | undefined>

const client = join(import.meta.dirname, '../../client/client.ts')
const TIMEOUT_MS = 120_000

/** An alias that has just moved takes a moment to be seen everywhere. */
const PAUSE_MS = 5_000

/**
 * The sample client: connects, lists the tools, and calls one. Where callers need a token of an authorization server and
 * there is neither one nor a client that could get one: a call without, which has to be refused in the right way. It fails
 * when it has failed twice, so that a hiccup of the network takes no release back.
 */
export async function smokeTest(session: Session): Promise<string | undefined> {
  const { clock, report } = session
  const failure = await tryOnce(session)
  if (failure === undefined) return undefined
  report.say(`The smoke test failed, and is tried once more: ${failure}`)
  await clock.sleep(PAUSE_MS)
  return tryOnce(session)
}

/** What a smoke test that has passed shows, as the end of a sentence about the version. */
export function tried({ stack }: Session): string {
  if (stack.issuer === undefined || process.env.MCP_AUTH_TOKEN || clientCredentials(process.env))
    return `answers the sample client at ${stack.endpoint}`
  return (
    `refuses a call without a token as it should, at ${stack.endpoint}. To have more tried, set MCP_CLIENT_ID and ` +
    `MCP_CLIENT_SECRET, of a client that ${stack.issuer} gives tokens to`
  )
}

async function tryOnce({ stack, signal }: Session): Promise<string | undefined> {
  const { endpoint, issuer } = stack
  if (issuer === undefined || process.env.MCP_AUTH_TOKEN) return runClient(endpoint, signal)
  try {
    const challenge = await askForChallenge(endpoint, issuer)
    if (typeof challenge === 'string') return challenge
    const credentials = clientCredentials(process.env)
    if (credentials === undefined) return undefined
    const token = await requestToken(endpoint, issuer, challenge, credentials)
    return runClient(endpoint, signal, { MCP_AUTH_TOKEN: token })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Refusal) throw error
    return error instanceof Error ? error.message : String(error)
  }
}

/** @throws after Ctrl-C, which says nothing about the server */
async function runClient(
  endpoint: string,
  signal: AbortSignal,
  env: NodeJS.ProcessEnv = {},
): Promise<string | undefined> {
  const child = spawn(process.execPath, [client, ...chosenCall()], {
    env: { ...process.env, MCP_SERVER_ENDPOINT: endpoint, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: TIMEOUT_MS,
    signal,
  })
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  signal.throwIfAborted()
  if (code === 0) return undefined
  return errors.trim() || (code === null ? `no answer within ${TIMEOUT_MS / 1_000} s` : `the client ended with ${code}`)
}

/** What `app/server.ts` has a release tried by. */
function chosenCall({ smokeTest } = server): string[] {
  if (smokeTest === undefined) return []
  return ['--tool', smokeTest.tool, '--arguments', JSON.stringify(smokeTest.arguments ?? {})]
}
