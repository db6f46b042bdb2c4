import { EventEmitter } from 'node:events'
import type { Tool } from '../../app/mcp/tool.ts'

type Context = Parameters<Tool['run']>[1]

/** When something is done that should have been done before, or not at all. */
const moments: Record<string, (act: () => unknown, context: Context) => void> = {
  now: act => void act(),
  microtask: act => queueMicrotask(act),
  tick: act => process.nextTick(act),
  immediate: act => void setImmediate(act),
  timer: act => void setTimeout(act, 5),
  later: act => void setTimeout(act, 30),
  'on-abort': (act, { signal }) => signal.addEventListener('abort', act),
}

/** What is sent to the caller, without waiting for it. */
const messages: Record<string, (context: Context) => unknown> = {
  progress: ({ progress }) => void progress(1),
  twice: ({ progress }) => {
    void progress(1)
    void progress(2)
  },
  log: ({ log }) => void log('info', 'still at it'),
  'progress-nan': ({ progress }) => void progress(Number.NaN, 1n as never),
  'progress-text': ({ progress }) => void progress('1' as never, undefined, {} as never),
  'log-level': ({ log }) => void log('loud' as never, 'still at it'),
  'log-circle': ({ log }) => {
    const data: Record<string, unknown> = { id: 42n }
    data.self = data
    void log('info', 'still at it', data)
  },
  'sdk-notify': ({ sdk }) =>
    void sdk.mcpReq.notify({ method: 'notifications/message', params: { level: 'info', data: 'x' } }),
  'sdk-log': ({ sdk }) => void sdk.mcpReq.log('info', 'x'),
}

/** Errors that nobody catches. */
const faults: Record<string, () => unknown> = {
  throw: () => {
    throw new Error('password=hunter2')
  },
  reject: () => void Promise.reject(new Error('password=hunter2')),
  'reject-undefined': () => void Promise.reject(),
  'throw-null': () => {
    throw null
  },
  emit: () => new EventEmitter().emit('error', new Error('password=hunter2')),
}

const combined = <Acts extends Record<string, unknown>>(acts: Acts) =>
  Object.entries(moments).flatMap(([when, at]) =>
    Object.entries(acts).map(([what, act]) => ({ name: `${what}-${when}`, at, act: act as Acts[string] })),
  )

/** Sends at each moment. Harmless: the call is answered as if nothing were. */
export const sending = combined(messages).map(({ name, at, act }) => ({
  name,
  run(context: Context) {
    at(() => act(context), context)
    return 'fine'
  },
}))

/** Leaves an error to nobody at each moment. The call is answered all the same, but for what it throws itself. */
export const faulty = combined(faults)
  .filter(({ name }) => !/^(throw|throw-null|emit)-now$/.test(name))
  .map(({ name, at, act }) => ({
    name,
    run(context: Context) {
      at(act, context)
      return 'fine'
    },
  }))
