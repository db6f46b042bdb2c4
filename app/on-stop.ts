import { relative } from 'node:path'
import { listener } from './listener.ts'

/** What a process does when it is told to stop. */
export interface Stop {
  /** The first time: ends in order. */
  stop(): void
  /** Again, while that goes on: ends at once. */
  again(): void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ctrl-C reaches a process that npm has started twice: from the terminal, and passed on by npm a moment later. */
const echoMs = 500

/**
 * Calls back when this process is told to stop: by Ctrl-C, by a supervisor, by a terminal that closes; and when npm, which
 * has started it, is gone without a word, as after `kill -9`.
 */
export function onStop({ stop, again }: Stop): void {
  const byNpm = isStartedByNpm()
  const parent = process.ppid
  let toldAt: number | undefined

  const told = () => {
    if (toldAt === undefined) {
      toldAt = performance.now()
      stop()
    } else if (!byNpm || performance.now() - toldAt > echoMs) again()
  }
  for (const signal of signals) process.on(signal, listener('stop', told))
  if (!byNpm) return
  const look = () => {
    if (process.ppid === parent) return
    clearInterval(watch)
    if (toldAt === undefined) told()
  }
  const watch = setInterval(listener('watching npm', look), 250)
  watch.unref()
}

/** Whether npm has started this very program. What such a program starts in turn has npm's variables too. */
function isStartedByNpm(): boolean {
  const program = relative(process.cwd(), process.argv[1] ?? '').replaceAll('\\', '/')
  return (process.env.npm_lifecycle_script ?? '').split(' ').includes(program)
}
