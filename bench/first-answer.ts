import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { median } from '../local/soak/statistics.ts'
import { table } from './table.ts'

/** Starts the deployment of a project again and again, and tells from the command to its first answer. The image is built already. */
export async function firstAnswer(
  project: string,
  rounds: number,
  body: string,
  headers: Record<string, string>,
): Promise<string> {
  const commands = {
    'npm run local': ['npm', 'run', 'local', '--', '--port', '0'],
    'node local/local.ts': [process.execPath, 'local/local.ts', '--port', '0'],
  }
  const seconds = new Map<string, number[]>(Object.keys(commands).map(name => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(commands)) {
      seconds.get(name)?.push(await start(project, command, body, headers))
    }
  }
  const rows = [...seconds].map(([name, values]) => [name, median(values).toFixed(2), Math.max(...values).toFixed(2)])
  return `${rounds} starts of each, with a built image; seconds.\n\n${table(['', 'median', 'longest'], rows)}`
}

async function start(
  cwd: string,
  [command = '', ...args]: string[],
  body: string,
  headers: Record<string, string>,
): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const ended = once(child, 'close')
  try {
    const response = await fetch(await endpointOf(child), { method: 'POST', body, headers })
    await response.text()
    if (response.status !== 200) throw new Error(`The first answer was ${response.status}.`)
    return (performance.now() - startedAt) / 1000
  } finally {
    // npm and what it runs, as Ctrl-C in a terminal.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
    await ended
  }
}

function endpointOf({ stdout }: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((resolve, reject) => {
    stdout?.on('end', () => reject(new Error(`It ended without an endpoint:\n${printed}`)))
    stdout?.on('data', chunk => {
      printed += chunk
      const [, endpoint] = /^Endpoint: +(\S+)$/m.exec(printed) ?? []
      if (endpoint !== undefined) resolve(endpoint)
    })
  })
}
