import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { after } from 'lambda-local'

/** What became of a call: `answered`, a clean failure such as `gateway 502`, or what must not be. */
export interface Outcome {
  /** The tool's name. */
  tool: string
  kind: string
  /** Answered, or failed in a way that a client can tell from an answer. */
  clean: boolean
  /** In milliseconds. */
  latencyMs: number
}

type Verdict = Pick<Outcome, 'kind' | 'clean'>

export interface SoakClient extends AsyncDisposable {
  /** Calls a tool. Never rejects. */
  call(asked: Asked): Promise<Outcome>
}

/** A call, and the one text that answers it. */
export interface Asked {
  name: string
  arguments: Record<string, unknown>
  text: string
}

/** A short call, whose answer is nobody else's. */
export function ping(message: string): Asked {
  return { name: 'ping', arguments: { message }, text: `pong: ${message}` }
}

/** A call long enough for its instance to die in the middle: 20 ms for each step. */
export function countdown(from: number): Asked {
  return { name: 'countdown', arguments: { from, intervalMs: 20 }, text: `Counted down from ${from}.` }
}

/** Longer than API Gateway waits for anything. */
const patienceMs = 40_000

/** Connects with the SDK that speaks a generation: 1.x, which most clients are on, or 2.x. */
export async function connect(
  endpoint: string,
  generation: '2025-11-25' | '2026-07-28',
  token: string | undefined,
): Promise<SoakClient> {
  let answer: { status: number; text: string } | undefined
  let brokenOff = Promise.withResolvers<Verdict>()
  const watched: typeof fetch = async (url, init) => {
    const response = await fetch(url, init)
    if (init?.method !== 'POST') return response
    const text = response.clone().text() // As the SDK reads it too.
    // The SDKs go on waiting for the rest of a stream that breaks off, until their own time is up.
    const { resolve } = brokenOff
    text.catch(() => resolve({ kind: 'stream broken off', clean: true }))
    answer = { status: response.status, text: response.ok ? '' : await text }
    return response
  }
  const options = { fetch: watched, ...(token !== undefined && { requestInit: bearer(token) }) }
  const connected = generation === '2025-11-25' ? await sdk1(endpoint, options) : await sdk2(endpoint, options)

  return {
    async call(asked) {
      answer = undefined
      brokenOff = Promise.withResolvers()
      const startedAt = performance.now()
      using patience = after(patienceMs, { kind: 'hung', clean: false })
      const settled = connected.callTool(asked).then(
        content => judge(content, asked),
        error => explain(error, answer),
      )
      const verdict = await Promise.race([settled, brokenOff.promise, patience.over])
      return { ...verdict, tool: asked.name, latencyMs: performance.now() - startedAt }
    },
    [Symbol.asyncDispose]: () => connected.close(),
  }
}

interface Connected {
  /** Returns the content of the result. */
  callTool(asked: Asked): Promise<unknown>
  close(): Promise<void>
}

interface Options {
  fetch: typeof fetch
  requestInit?: RequestInit
}

const patience = { timeout: 2 * patienceMs } // The SDK's own must not be the first.

async function sdk1(endpoint: string, options: Options): Promise<Connected> {
  const client = new Client1({ name: 'soak', version: '0' })
  await client.connect(new Transport1(new URL(endpoint), options) as Transport)
  return {
    callTool: async ({ text: _, ...call }) => (await client.callTool(call, undefined, patience)).content,
    close: () => client.close(),
  }
}

async function sdk2(endpoint: string, options: Options): Promise<Connected> {
  const client = new Client({ name: 'soak', version: '0' }, { versionNegotiation: { mode: 'auto' } })
  await client.connect(new StreamableHTTPClientTransport(new URL(endpoint), options))
  return {
    callTool: async ({ text: _, ...call }) => (await client.callTool(call, patience)).content,
    close: () => client.close(),
  }
}

const bearer = (token: string): RequestInit => ({ headers: { Authorization: `Bearer ${token}` } })

function judge(content: unknown, asked: Asked): Verdict {
  const [{ text = '' } = {}] = content as { text?: string }[]
  if (text === asked.text) return { kind: 'answered', clean: true }
  return { kind: `another's answer: ${text.slice(0, 80)}`, clean: false }
}

function explain(error: unknown, answer?: { status: number; text: string }): Verdict {
  const { code, message } = error as { code?: unknown; message?: string }
  if (answer !== undefined && answer.status >= 400) {
    const clean = isRpcError(answer.text)
    return { kind: `gateway ${answer.status}${clean ? '' : `, unclean: ${answer.text.slice(0, 80)}`}`, clean }
  }
  if (answer !== undefined && typeof code === 'number') return { kind: `JSON-RPC ${code}`, clean: true }
  return { kind: `broken: ${message?.slice(0, 80)}`, clean: false }
}

function isRpcError(text: string): boolean {
  try {
    const { jsonrpc, error } = JSON.parse(text)
    return jsonrpc === '2.0' && typeof error.code === 'number' && typeof error.message === 'string'
  } catch {
    return false
  }
}
