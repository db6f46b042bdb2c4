import type { ChildProcess } from 'node:child_process'

/** Collects what a process writes, line by line. */
export function lineReader(child: ChildProcess): { take(): string[] } {
  let lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.on('data', chunk => {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
    })
  }
  return {
    take() {
      const taken = lines
      lines = []
      return taken
    },
  }
}

/** How a process has ended, if it has. */
export function endOf({ exitCode, signalCode }: ChildProcess): string[] {
  return exitCode === null && signalCode === null ? [] : [`ended with ${signalCode ?? exitCode}`]
}

/** What a process says of itself, and not of a request. */
const ofTheProcess =
  /MCP endpoint:|Claude Code:|the instance ends with its next answer|listener failed|ExperimentalWarning/

/** The lines of the log that name no request, though they are of one. Places of a stack are part of the line before. */
export function withoutId(lines: readonly string[]): string[] {
  const records = lines.filter(line => /^\d\d:\d\d:\d\d |^\{|\{"timestamp"/.test(line))
  return records.filter(line => !ofTheProcess.test(line) && !/request="[^"]+"|"request":"[^"]+"/.test(line))
}
