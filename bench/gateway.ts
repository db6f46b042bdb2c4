import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { readStackFile } from '../command-line/stack-file.ts'
import { provideBuild } from '../local/build/provide.ts'
import { createDeployment } from '../local/deployment.ts'
import { localStack } from '../local/local-stack.ts'
import { median, quantile } from '../local/soak/statistics.ts'
import { legacy } from '../scripts/build/messages.ts'
import { proxyEvent } from '../scripts/build/proxy-event.ts'
import { fixtureProject } from '../testing/copy-project.ts'
import { firstAnswer } from './first-answer.ts'
import { load, machine } from './machine.ts'
import { readOptions } from './options.ts'
import { list } from './report.ts'
import { table } from './table.ts'

// `npm run bench -- gateway`: what the local gateway adds to a call, and the time from `npm run local` to the first answer.

const { headers: generation, body } = legacy('tools/call', { name: 'ping', arguments: { message: 'bench' } })
const message = JSON.stringify(body)
const headers = { ...generation, 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }

/** Calls that come before those that are measured. */
const warmUp = 200

/** Measures, and prints the report as Markdown. `args` are the options of the command line. */
export async function benchGateway(args: string[]): Promise<void> {
  const { calls, rounds } = readOptions(
    {
      script: 'npm run bench -- gateway',
      does: 'Measures what the local gateway adds to a call, and the time from `npm run local` to the first answer.',
      examples: ['npm run bench -- gateway --calls 100 --rounds 1'],
    },
    { calls: 1000, rounds: 5 },
    args,
  )
  const signal = new AbortController().signal
  const stack = localStack(readStackFile('dev'))
  using project = fixtureProject()
  await using build = await provideBuild({ config: stack.config, project: project.folder, signal, log: console.log })
  await using deployment = await createDeployment({ stack, host: build.host })
  await deployment.start(1)
  await using empty = await emptyServer()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })

  const event = proxyEvent('POST', '/mcp', message, { headers })
  const ways = {
    'the function by its Runtime API': () => deployment.server.invoke(event),
    'an empty HTTP server': () => post(empty.url, agent),
    'the function through the gateway': () => post(deployment.endpoint, agent),
  }
  const rows = await measure(ways, calls)
  console.log(`# The local gateway\n\n${list([...machine('bench'), `Functions: ${build.description}`])}\n`)
  console.log(`## Calls\n\n${calls} sequential calls of each row, in turn; milliseconds.\n\n${rows}\n`)
  console.log(
    `## From the command to the first answer\n\n${await firstAnswer(project.folder, rounds, message, headers)}\n`,
  )
  console.log(`Load average at the end: ${load()}`)
}

async function measure(ways: Record<string, () => Promise<unknown>>, calls: number): Promise<string> {
  const figures = new Map<string, number[]>(Object.keys(ways).map(name => [name, []]))
  for (let call = -warmUp; call < calls; call++) {
    for (const [name, way] of Object.entries(ways)) {
      const startedAt = performance.now()
      await way()
      if (call >= 0) figures.get(name)?.push(performance.now() - startedAt)
    }
  }
  const rows = [...figures].map(([name, ms]) => [name, median(ms).toFixed(2), quantile(ms, 0.99).toFixed(2)])
  const [direct = 0, empty = 0, through = 0] = [...figures.values()].map(ms => median(ms))
  const added = [
    ['so the gateway adds', (through - direct).toFixed(2), ''],
    ['of which an HTTP call is', empty.toFixed(2), ''],
  ]
  return table(['', 'p50', 'p99'], [...rows, ...added])
}

/** Answers everything with what a tool's answer weighs, at once: the cost of HTTP itself on this machine. */
async function emptyServer(): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((req, res) => {
    req.resume().on('end', () => res.end(message))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function post(url: string, agent: Agent): Promise<void> {
  const sending = request(url, { method: 'POST', headers, agent }).end(message)
  const [answer] = await once(sending, 'response')
  const body = await text(answer)
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${body}`)
}
