import type { ChildProcess } from 'node:child_process'

// A process that is started here is the first of a group of its own: what it starts in turn ends with it, and Ctrl-C is for
// this process alone, which ends all of them in order. Windows has no groups; there a process ends by itself.

const grouped = process.platform !== 'win32'
const groups = new Set<ChildProcess>()

/** For `spawn`. On Windows `detached` would open a window. */
export const ownGroup = { detached: grouped, windowsHide: true }

/** Ends a group with this process, however that ends, short of SIGKILL; not after the group's own end. */
export function endWithThisProcess(child: ChildProcess): void {
  groups.add(child)
  child.once('close', () => groups.delete(child))
}

process.on('exit', () => {
  for (const child of groups) killGroup(child, 'SIGKILL')
})

/** Signals a process and all that it has started. One that is not there any more is no failure. */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (grouped) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch {} // Nothing is left.
}
