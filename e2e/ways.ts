import { dockerHost, type Host } from 'lambda-local'
import { sendRequest } from '../packages/lambda-local/tests/test-gateway.ts'
import { bundle, deployLocally } from './local-deployment.ts'
import type { Answer } from './requests.ts'
import { transports } from './transports.ts'

/** A way to the server of the fixtures, open to everybody. */
export interface Way extends AsyncDisposable {
  /** Sends one request, its header lines as they are. `/mcp` is the endpoint, wherever it is. */
  send(request: { method?: string; path?: string; headers?: [string, string][]; body?: string }): Promise<Answer>
}

/** Each way to the server: without Docker, and, where there is the image, in containers of it. */
export function ways(image: string): [name: string, start: () => Promise<Way>][] {
  const started = Object.entries(transports).map(([name, start]): [string, () => Promise<Way>] => [
    name,
    async () => {
      const server = await start()
      return { send: sender(server.url), [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
    },
  ])
  const inContainers: [string, () => Promise<Way>][] = [
    ['npm run local, in containers', () => deployed(false, dockerHost({ image }))],
    ['npm run local, streamed, in containers', () => deployed(true, dockerHost({ image }))],
  ]
  return [
    ...started,
    ['npm run local', () => deployed(false)],
    ['npm run local, streamed', () => deployed(true)],
    ...(image === '' ? [] : inContainers),
  ]
}

async function deployed(streaming: boolean, host?: Host): Promise<Way> {
  const built = host === undefined ? bundle() : undefined
  const deployment = await deployLocally(host ?? (built as NonNullable<typeof built>).host, { streaming })
  return {
    send: sender(deployment.endpoint.replace(/\/mcp$/, '')),
    async [Symbol.asyncDispose]() {
      await deployment[Symbol.asyncDispose]()
      built?.[Symbol.dispose]()
    },
  }
}

function sender(base: string): Way['send'] {
  const { port, pathname } = new URL(base)
  const prefix = pathname.replace(/\/$/, '')
  return async ({ path = '/mcp', ...request }) => {
    const answer = await sendRequest(Number(port), { ...request, path: prefix + path })
    return { status: answer.status, headers: answer.headers, text: answer.body.toString() }
  }
}
