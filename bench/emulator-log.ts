/** The start of one container, in milliseconds, as Lambda's runtime interface emulator measured it. */
export interface ContainerStart {
  /** From the start of the runtime's process until it asks for an event: Node, the runtime client, loading the handler. */
  init: number
  /** The first invocation. */
  call: number
}

/**
 * Reads the emulator's log. Its REPORT line holds an "Init Duration" too, which is no duration of anything.
 *
 * @returns undefined while a line is missing, or when INIT or the first invocation failed
 */
export function containerStart(log: string): ContainerStart | undefined {
  const init = /INIT RTDONE\(status: success\)[\s\S]*?INIT REPORT\(durationMs: ([\d.]+)\)/.exec(log)?.[1]
  const [, status, call] = /INVOKE RTDONE\(status: (\w+),.*? duration: ([\d.]+)ms\)/.exec(log) ?? []
  return init === undefined || call === undefined || status !== 'success'
    ? undefined
    : { init: Number(init), call: Number(call) }
}
