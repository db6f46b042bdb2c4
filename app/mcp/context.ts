import type { LoggingLevel, ServerContext } from '@modelcontextprotocol/server'
import type { Identity } from '../auth/identity.ts'
import { listener } from '../listener.ts'
import type { LogLevel } from '../log.ts'
import { type Origin, runAs } from '../run-as.ts'
import { FieldError } from './field-error.ts'
import { jsonValue } from './json-value.ts'
import { withNodesRequest } from './nodes-request.ts'
import type { Call } from './request-scope.ts'

/** What a tool, a resource or a prompt gets beside its arguments. */
export interface Context {
  /** Aborts when the caller has cancelled or gone, or the time is up. Hand it to `fetch` and to whatever else waits. */
  signal: AbortSignal
  /** Who calls, as the authorizer passed it on. */
  identity: Identity
  /** The id that the log and the caller's error messages name. */
  requestId: string
  /**
   * Tells the caller how far the work is. Does nothing when the caller did not ask for progress, or has its answer already.
   * Never rejects.
   *
   * @param done grows with every call, in any unit
   * @param total the value of `done` at the end, where it is known
   */
  progress(done: number, total?: number, message?: string): Promise<void>
  /**
   * Writes to the server's log, and to the caller where the caller asked for log messages of this level, and has no answer
   * yet. Never rejects.
   */
  log(level: LoggingLevel, message: string, data?: Record<string, unknown>): Promise<void>
  /** The SDK's own context, for what is rare: sampling, `inputResponses`, `_meta`. */
  sdk: ServerContext
}

/** A context, and what ends it. */
interface OpenContext {
  context: Context
  /** From here on nothing of it is sent any more: the answer has been given. */
  end(): void
}

/**
 * Makes the context of one call from the SDK's own and from what the HTTP request brought.
 *
 * Nothing that it sends can fail for the tool: a tool need not wait for it, and what it tells may come too late, from a timer
 * or a listener. Then it is dropped, with a line of the level debug.
 *
 * @param of whose it is, for the log: `tool "ping"`
 */
export function openContext(sdk: ServerContext, call: Call, of: string): OpenContext {
  const { log, requestId: request } = call
  const { mcpReq } = sdk
  const { signal, release } = signalFor([mcpReq.signal, call.signal], { request, of })
  let ended = false

  async function tell(what: string, send: () => Promise<void>): Promise<void> {
    const late = () => ended || signal.aborted
    const drop = () => log.debug(`${what} dropped: its call is over`, { of, request })
    if (late()) return drop()
    try {
      await send()
    } catch (error) {
      if (late()) return drop()
      const field = error instanceof FieldError ? { field: error.field } : {}
      log.error(`${what} not sent`, { of, ...field, request, error })
    }
  }

  const notify: typeof mcpReq.notify = notification =>
    tell(notification.method, () => mcpReq.notify(jsonValue(notification) as typeof notification))
  const sdkLog: typeof mcpReq.log = (level, data, logger) =>
    tell('notifications/message', () => mcpReq.log(level, jsonValue(data), logger))

  const context: Context = {
    signal,
    identity: call.identity,
    requestId: request,
    async progress(done, total, message) {
      const progressToken = mcpReq._meta?.progressToken
      if (progressToken === undefined) return
      await tell('notifications/progress', () =>
        mcpReq.notify({ method: 'notifications/progress', params: progressOf(progressToken, done, total, message) }),
      )
    },
    async log(level, message, data) {
      log[serverLevel[level] ?? 'info'](String(message), { ...fieldsOf(data), request })
      await tell('notifications/message', () => mcpReq.log(levelOf(level), messageOf(message, data)))
    },
    sdk: { ...sdk, mcpReq: { ...mcpReq, notify, log: sdkLog }, ...(sdk.http && { http: withNodesRequest(sdk.http) }) },
  }
  return {
    context,
    end() {
      ended = true
      release()
    },
  }
}

/**
 * Aborts with the first of the signals, and calls the listeners of the tool as the tool's own code.
 *
 * Not by `AbortSignal.any`: a listener of what that makes cannot be kept in a snapshot, which holds calls of its own. So the
 * signals have to be released: what they hold, Node's `Request` holds for ever.
 */
function signalFor(signals: AbortSignal[], origin: Origin): { signal: AbortSignal; release(): void } {
  const own = new AbortController()
  const abort = () => {
    const { reason } = signals.find(({ aborted }) => aborted) ?? {}
    runAs(origin, () => own.abort(reason))
  }
  const aborted = listener('signal of a tool', abort)
  for (const signal of signals) {
    if (signal.aborted) abort()
    signal.addEventListener('abort', aborted)
  }
  const release = () => {
    for (const signal of signals) signal.removeEventListener('abort', aborted)
  }
  return { signal: own.signal, release }
}

/** @throws {FieldError} for what the protocol does not take: a client would reject it, and perhaps the whole answer */
function progressOf(progressToken: string | number, progress: unknown, total: unknown, message: unknown) {
  if (!Number.isFinite(progress)) throw new FieldError('progress', 'is not a number')
  if (total !== undefined && !Number.isFinite(total)) throw new FieldError('total', 'is not a number')
  if (message !== undefined && typeof message !== 'string') throw new FieldError('message', 'is not a string')
  return {
    progressToken,
    progress: progress as number,
    ...(total !== undefined && { total: total as number }),
    ...(message !== undefined && { message }),
  }
}

function levelOf(level: LoggingLevel): LoggingLevel {
  if (!Object.hasOwn(serverLevel, level))
    throw new FieldError('level', `is not one of ${Object.keys(serverLevel).join(', ')}`)
  return level
}

const messageOf = (message: string, data: unknown) =>
  jsonValue(data === undefined ? message : { message, ...(data as object) })

/** Fields for the log. Reading them may throw. */
function fieldsOf(data: unknown): object {
  try {
    return { ...(data as object | undefined) }
  } catch (error) {
    return { data: `cannot be read: ${String(error)}` }
  }
}

/** MCP has the eight levels of syslog (RFC 5424), a server's log four. */
const serverLevel: Record<LoggingLevel, LogLevel> = {
  debug: 'debug',
  info: 'info',
  notice: 'info',
  warning: 'warn',
  error: 'error',
  critical: 'error',
  alert: 'error',
  emergency: 'error',
}
