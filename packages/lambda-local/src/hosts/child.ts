import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { endWithThisProcess, ownGroup } from './group.ts'

export interface Child {
  process: ChildProcess
  /** Resolves when it has ended, or could not start, with how; with undefined when it left with status 0. */
  ended: Promise<string | undefined>
}

/** Starts a process whose lines, of both streams, go to `print`. */
export function startChild(
  command: string,
  args: string[],
  { print, ...options }: SpawnOptions & { print(line: string): void },
): Child {
  const child = spawn(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...ownGroup,
  })
  endWithThisProcess(child)
  for (const stream of [child.stdout, child.stderr]) if (stream) printLines(stream, print)
  return { process: child, ended: end(child) }
}

async function end(child: ChildProcess): Promise<string | undefined> {
  const closed = once(child, 'close').catch(() => {})
  try {
    const [code, signal] = await once(child, 'exit')
    // Its last lines come first. Not for ever: a grandchild may hold the stream open.
    await Promise.race([closed, sleep(500, undefined, { ref: false })])
    return reason(code, signal)
  } catch (error) {
    return (error as Error).message
  }
}

/** Go's words, which are Lambda's. A shell and Docker report a signal as a status above 128. */
const words: Partial<Record<string, string>> = {
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGABRT: 'aborted',
  SIGTERM: 'terminated',
}

function reason(code: number | null, signal: string | null): string | undefined {
  const names = Object.entries(constants.signals)
  const name = signal ?? names.find(([, number]) => number + 128 === code)?.[0]
  if (name) return `signal: ${words[name] ?? name}`
  return code === 0 ? undefined : `exit status ${code}`
}

/** CloudWatch cuts an event there: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const maxLine = 1024 * 1024

function printLines(stream: Readable, print: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) print(line)
    if (rest.length > maxLine) {
      print(rest)
      rest = ''
    }
  })
  stream.on('end', () => rest && print(rest))
}
