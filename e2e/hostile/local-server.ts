import { node } from '../../testing/processes.ts'
import { createHttpClient } from './http-client.ts'
import { endOf, lineReader } from './lines.ts'
import type { Target } from './target.ts'

/** The local server itself, as `npm start` runs it, which offers more. */
export async function localServer(): Promise<Target> {
  const preload = new URL('./with-hostile-tools.ts', import.meta.url).href
  const env = { PORT: '0', LOG_LEVEL: 'debug' }
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const
  const server = node(['--expose-gc', '--import', preload, 'app/local-server.ts'], env, { stdio: [...stdio] })
  const port = Number((await server.prints(/MCP endpoint: http:\/\/127\.0\.0\.1:(\d+)\/mcp/))[1])
  const lines = lineReader(server.child)
  const client = createHttpClient(port)
  return {
    name: 'local HTTP',
    port,
    send: client.send,
    takeLines: lines.take,
    ended: () => endOf(server.child),
    memory: () =>
      new Promise(resolve => {
        server.child.once('message', message => resolve(Number(message)))
        server.child.send('memory')
      }),
    async [Symbol.asyncDispose]() {
      client.close()
      await server[Symbol.asyncDispose]()
    },
  }
}
