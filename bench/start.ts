import { setTimeout as sleep } from 'node:timers/promises'
import { verify } from './answers.mjs'
import { type ContainerCandidate, memoryMb } from './candidates.ts'
import { docker } from './docker.ts'
import { type ContainerStart, containerStart, enteredMark } from './emulator-log.ts'

/** How often a thing is waited for, and how many milliseconds each time: five seconds in all. */
const attempts = 100
const pauseMs = 50

/**
 * Starts a container, on the loopback interface only, makes one call, and removes the container.
 *
 * @param signal ends the wait for an answer
 * @throws {Error} when the answer is not the row's
 */
export async function start(row: ContainerCandidate, image: string, signal: AbortSignal): Promise<ContainerStart> {
  signal.throwIfAborted()
  const variables = Object.entries(environment(row)).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  const entry = ['--entrypoint', '/bin/sh', image, '-c', `echo "${enteredMark}$(date +%s%3N)" >&2; exec "$0" "$@"`]
  const created = ['create', '--publish', '127.0.0.1::8080', ...variables, ...entry, ...(await command(image))]
  const { stdout: id } = await docker(...created)
  try {
    await docker('start', id)
    const { stdout: address } = await docker('port', id, '8080')
    const url = `http://${address.split('\n')[0]}/2015-03-31/functions/function/invocations`
    verify(row.answer, await invoke(url, row.event, signal))
    return await figures(id)
  } finally {
    await docker('rm', '--force', '--volumes', id)
  }
}

/** The image's own entry point and command. */
async function command(image: string): Promise<string[]> {
  const { stdout } = await docker('image', 'inspect', '--format', '{{json .Config}}', image)
  const { Entrypoint, Cmd } = JSON.parse(stdout)
  return [...(Entrypoint ?? []), ...(Cmd ?? [])]
}

/**
 * Lambda's own controls keep our server's request line out, which the others do not write: the runtime client sends it
 * through a stream here, whose start takes 3 ms, and through an open file in Lambda. LOG_LEVEL stays unset: the emulator reads
 * it too, and would keep its figures to itself.
 */
function environment({ env }: ContainerCandidate): Record<string, string> {
  return {
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_TIMEOUT: '30',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: 'ERROR',
    ...env,
  }
}

async function invoke(url: string, event: object, signal: AbortSignal): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(event), signal })
      return await response.json()
    } catch (error) {
      if (signal.aborted || attempt === attempts) throw error
      await sleep(pauseMs) // The emulator does not listen yet.
    }
  }
}

/** The answer may be here before the last line of the log. */
async function figures(id: string): Promise<ContainerStart> {
  for (let attempt = 1; ; attempt++) {
    const { stdout, stderr } = await docker('logs', id)
    const log = `${stdout}\n${stderr}`
    const measured = containerStart(log)
    if (measured !== undefined) return measured
    if (attempt === attempts) throw new Error(`The emulator's log has no figures: ${log}`)
    await sleep(pauseMs)
  }
}
