/** The start of one container, in milliseconds, as Lambda's runtime interface emulator measured it. */
export interface ContainerStart {
  /**
   * From the entry point until the emulator starts the runtime: what a launcher takes, with a few milliseconds of the emulator's own.
   * Figures that were saved before it was measured have none. */
  launch?: number
  /** From the start of the runtime's process until it asks for an event: Node, the runtime client, loading the handler. */
  init: number
  /** The first invocation. */
  call: number
}

/** All of it. */
export const total = ({ launch = 0, init, call }: ContainerStart) => launch + init + call

/** Written to the log when the entry point is reached, see `start.ts`: milliseconds since 1970. */
export const enteredMark = 'entered '

/**
 * Reads the emulator's log, and the line before it. Its REPORT line holds an "Init Duration" too, which is no duration of
 * anything.
 *
 * @returns undefined while a line is missing, or when INIT or the first invocation failed
 */
export function containerStart(log: string): ContainerStart | undefined {
  const entered = new RegExp(`^${enteredMark}(\\d+)$`, 'm').exec(log)?.[1]
  const [, date, ms] = /^(\d+ \w+ \d+ [\d:]+),(\d+) \[INFO\] \(rapid\) exec /m.exec(log) ?? []
  const init = /INIT RTDONE\(status: success\)[\s\S]*?INIT REPORT\(durationMs: ([\d.]+)\)/.exec(log)?.[1]
  const [, status, call] = /INVOKE RTDONE\(status: (\w+),.*? duration: ([\d.]+)ms\)/.exec(log) ?? []
  if (entered === undefined || date === undefined || init === undefined || call === undefined) return undefined
  if (status !== 'success') return undefined
  return { launch: Date.parse(`${date} UTC`) + Number(ms) - Number(entered), init: Number(init), call: Number(call) }
}
