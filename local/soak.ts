import { startChaos } from './chaos.ts'
import type { Deployment } from './deployment.ts'
import { connect, countdown, ping, type SoakClient } from './soak/client.ts'
import { Figures } from './soak/figures.ts'

export interface SoakOptions {
  deployment: Deployment
  token: string | undefined
  /** Calls at a time, as many as there are instances: one more would be refused, as in Lambda. */
  instances: number
  /** Half of them of each generation. Default: 200. */
  clients?: number
  /** Of all clients together. Default: 5,000. */
  calls?: number
  /** The shortest and the longest time between two kills, in milliseconds. Default: as in `--chaos`. */
  everyMs?: readonly [number, number]
  /** Ends it early. */
  signal: AbortSignal
}

export interface SoakReport {
  /** The figures, for people. */
  text: string
  /** Every call was answered or failed cleanly, none by another's answer, and all after the chaos were answered. */
  sound: boolean
  /** Instances that were killed. */
  kills: number
  /** Calls during the chaos, and how many were answered. */
  calls: number
  answered: number
}

/**
 * Calls from many clients in turn, while instances are killed; and once from each when that is over. The tools are `ping`
 * and, in one call of 25, `countdown`, for 0.2 to 1 s: instances are to die in the middle of calls too.
 */
export async function soak({ clients: count = 200, calls = 5000, ...options }: SoakOptions): Promise<SoakReport> {
  const { deployment, token, instances, everyMs, signal } = options
  const during = new Figures()
  const afterwards = new Figures()
  const clients = await connectAll(deployment.endpoint, count, token, { atOnce: instances, signal })

  const startedAt = performance.now()
  const chaos = startChaos({ lambdas: deployment.lambdas, log: () => {}, ...(everyMs && { everyMs }) })
  await eachOf(upTo(calls), { atOnce: instances, signal }, async number => {
    const client = clients.shift()
    if (client === undefined) return
    during.add(await client.call(number % 25 === 0 ? countdown(10 + ((number / 25) % 41)) : ping(`call ${number}`)))
    clients.push(client)
  })
  await chaos[Symbol.asyncDispose]()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)

  await eachOf([...clients.entries()], { atOnce: instances, signal }, async ([index, client]) =>
    afterwards.add(await client.call(ping(`client ${index} after the chaos`))),
  )
  await Promise.all(clients.map(client => client[Symbol.asyncDispose]()))
  const sound = during.clean && during.calls === calls && afterwards.answered === count
  const text = [
    `Soak: ${during.calls} calls of ${count} clients, half of them of 2025-11-25 and half of 2026-07-28, to ${instances} instances,`,
    `of which ${chaos.kills} were killed in ${seconds} s`,
    ...during.lines(),
    `After the chaos: ${afterwards.answered} of ${afterwards.calls} answered`,
    ...afterwards.lines(),
    sound ? 'Sound: no call hung, none got the answer of another, and each failure was clean.' : 'NOT SOUND.',
  ].join('\n')
  return { text, sound, kills: chaos.kills, calls: during.calls, answered: during.answered }
}

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number)

async function connectAll(endpoint: string, count: number, token: string | undefined, pace: Pace) {
  const clients: SoakClient[] = []
  await eachOf(upTo(count), pace, async index => {
    clients.push(await connect(endpoint, index % 2 === 0 ? '2025-11-25' : '2026-07-28', token))
  })
  return clients
}

interface Pace {
  /** No more than so many at a time. */
  atOnce: number
  /** Leaves the rest out. */
  signal: AbortSignal
}

/** Does something with each item. */
async function eachOf<Item>(
  items: readonly Item[],
  { atOnce, signal }: Pace,
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.values()
  const work = async () => {
    for (const item of left) {
      if (signal.aborted) return
      await act(item)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
