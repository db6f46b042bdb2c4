import { createDeployment } from '../../local/deployment.ts'
import { localStack } from '../../local/local-stack.ts'
import { bundle } from '../local-deployment.ts'
import type { Way } from './handler-process.ts'
import { createHttpClient } from './http-client.ts'
import type { Target } from './target.ts'

/** The whole deployment as `npm run local` makes it, whose functions run in processes: the gateway, and instances behind it. */
export async function gateway(way: Way): Promise<Target> {
  const built = bundle('e2e/hostile/bundle.ts')
  const config = { 'mcp:authorization': 'none', ...(way === 'streamed' && { 'mcp:streaming': true }) }
  const stack = localStack({ stack: 'dev', name: 'Pulumi.dev.yaml', config, passphrase: false })
  let lines: string[] = []
  const deployment = await createDeployment({ stack, host: built.host, log: line => lines.push(line) })
  const { port } = new URL(deployment.endpoint)
  const client = createHttpClient(Number(port), '/dev')
  const unmeant: string[] = []
  const meant = new Set<string>()

  return {
    name: `npm run local, ${way}`,
    port: Number(port),
    send: client.send,
    takeLines() {
      const taken = lines.filter(line => !/^(gateway|access) /.test(line))
      lines = []
      for (const line of taken) {
        const [instance = ''] = line.split(' ', 1)
        if (line.includes('the instance ends with its next answer')) meant.add(instance)
        if (/Runtime\.ExitError|Runtime exited|could not start/.test(line) && !meant.has(instance)) unmeant.push(line)
      }
      return taken
    },
    ended: () => unmeant,
    async [Symbol.asyncDispose]() {
      client.close()
      await deployment[Symbol.asyncDispose]()
      built[Symbol.dispose]()
    },
  }
}
