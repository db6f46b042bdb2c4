import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import { listen, type Running, toEvent } from './transports.ts'

const exec = promisify(execFile)

/** Runs Docker's client and returns what it printed, both streams. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout, stderr } = await exec('docker', args)
  return (stdout + stderr).trim()
}

export interface Container extends AsyncDisposable {
  id: string
  /** Lambda's invoke API, as the emulator serves it. */
  endpoint: string
  /** Invokes the function with an event and returns its answer, or the error that the runtime made of it. */
  invoke<Answer = APIGatewayProxyResult>(event: object): Promise<Answer>
}

/**
 * Starts a container of an image on the runtime interface emulator. Removed when it goes out of scope.
 *
 * @param command the handler. Default: the image's own
 * @param options of `docker run`
 */
export async function container(
  image: string,
  env: Record<string, string> = {},
  command: string[] = [],
  options: string[] = [],
): Promise<Container> {
  const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  const published = ['--publish', '127.0.0.1::8080']
  const id = await docker('run', '--detach', '--rm', ...published, ...variables, ...options, image, ...command)
  const address = await docker('port', id, '8080')
  const endpoint = `http://${address.split('\n')[0]}/2015-03-31/functions/function/invocations`

  async function send<Answer>(event: object): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(endpoint, { method: 'POST', body: JSON.stringify(event) })
        return (await response.json()) as Answer
      } catch (error) {
        if (attempt === 100) throw error
        await sleep(50) // The emulator does not listen yet.
      }
    }
  }

  // One event at a time, as Lambda has it: the emulator panics when a second one comes.
  let last: Promise<unknown> = Promise.resolve()
  function invoke<Answer>(event: object): Promise<Answer> {
    const answered = last.then(() => send<Answer>(event))
    last = answered.catch(() => {})
    return answered
  }

  return {
    id,
    endpoint,
    invoke,
    async [Symbol.asyncDispose]() {
      await docker('rm', '--force', id)
    },
  }
}

/** An HTTP server that hands each request to the next container in turn, as a load balancer without any affinity. */
export function inTurn(containers: Container[]): Promise<Running & { handled: string[] }> {
  const handled: string[] = []
  return listen(async (req, res) => {
    const next = containers[handled.length % containers.length]
    const event: APIGatewayProxyEvent = await toEvent(req)
    handled.push(next?.id ?? '')
    const answer = await next?.invoke(event)
    res.writeHead(answer?.statusCode ?? 502, answer?.headers as Record<string, string>).end(answer?.body)
  }).then(server => Object.assign(server, { handled }))
}
