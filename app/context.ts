import type { LoggingLevel, ServerContext } from '@modelcontextprotocol/server'
import type { Call } from './call.ts'
import type { Identity } from './identity.ts'
import type { LogLevel } from './log.ts'

/** What a tool, a resource or a prompt gets beside its arguments. */
export interface Context {
  /** Aborts when the caller has cancelled or gone, or the time is up. Hand it to `fetch` and to whatever else waits. */
  signal: AbortSignal
  /** Who calls, as the authorizer passed it on. */
  identity: Identity
  /** The id that the log and the caller's error messages name. */
  requestId: string
  /**
   * Tells the caller how far the work is. Does nothing when the caller did not ask for progress.
   *
   * @param done grows with every call, in any unit
   * @param total the value of `done` at the end, where it is known
   */
  progress(done: number, total?: number, message?: string): Promise<void>
  /** Writes to the server's log, and to the caller where the caller asked for log messages of this level. */
  log(level: LoggingLevel, message: string, data?: Record<string, unknown>): Promise<void>
  /** The SDK's own context, for what is rare: sampling, `inputResponses`, `_meta`. */
  sdk: ServerContext
}

/** Makes the context of one call from the SDK's own and from what the HTTP request brought. */
export function createContext(sdk: ServerContext, call: Call): Context {
  const { _meta, notify } = sdk.mcpReq
  const signal = AbortSignal.any([sdk.mcpReq.signal, call.signal])
  const progressToken = _meta?.progressToken

  /** After an abort there is nobody to tell. */
  async function tell(send: () => Promise<void>): Promise<void> {
    if (signal.aborted) return
    try {
      await send()
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  return {
    signal,
    identity: call.identity,
    requestId: call.requestId,
    async progress(done, total, message) {
      if (progressToken === undefined) return
      const params = {
        progressToken,
        progress: done,
        ...(total !== undefined && { total }),
        ...(message !== undefined && { message }),
      }
      await tell(() => notify({ method: 'notifications/progress', params }))
    },
    async log(level, message, data) {
      call.log[serverLevel[level]](message, { ...data, request: call.requestId })
      await tell(() => sdk.mcpReq.log(level, data === undefined ? message : { message, ...data }))
    },
    sdk,
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
