import type { APIGatewayProxyEvent } from 'aws-lambda'
import { proxyEvent } from '../../scripts/build/proxy-event.ts'
import { node } from '../../testing/processes.ts'
import { endOf, lineReader } from './lines.ts'
import { headersOf, patienceMs, type Reply, type Target, textOf } from './target.ts'

/** A handler by the way its answer leaves. */
export type Way = 'buffered' | 'streamed'

export interface Asked {
  id: number
  way: Way
  event: APIGatewayProxyEvent
}

export interface Told {
  id: number
  status?: number
  text?: string
  memory?: number
}

/** A handler of Lambda in a process of its own: events in, answers out. */
export function handlerProcess(way: Way): Target {
  const program = new URL('./handlers.ts', import.meta.url).pathname
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const
  const { child, [Symbol.asyncDispose]: dispose } = node(['--expose-gc', program], {}, { stdio: [...stdio] })
  const lines = lineReader(child)
  const waiting = new Map<number, (told: Told) => void>()
  child.on('message', (told: Told) => waiting.get(told.id)?.(told))
  let sent = 0

  function ask(id: number, message: Asked | 'memory'): Promise<Told> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error('no answer in time')), patienceMs)
      waiting.set(id, told => {
        clearTimeout(patience)
        waiting.delete(id)
        resolve(told)
      })
      child.send(message)
    })
  }

  return {
    name: `proxy event, ${way}`,
    async send(request): Promise<Reply> {
      const { method = 'POST', path = '/mcp', body } = request
      const id = sent++
      const headers = headersOf(request)
      const event = proxyEvent(method, path, textOf(body) ?? null, { headers, requestId: `request-${id}` })
      const { status = 0, text = '' } = await ask(id, { id, way, event })
      return { status, text }
    },
    takeLines: lines.take,
    ended: () => endOf(child),
    memory: async () => (await ask(-1, 'memory')).memory ?? 0,
    [Symbol.asyncDispose]: dispose,
  }
}
