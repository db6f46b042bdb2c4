import { setImmediate as turn } from 'node:timers/promises'
import { legacy, modern, type Sent } from '../../scripts/build/messages.ts'
import { type Figures, noFigures, note } from './figures.ts'
import { withoutId } from './lines.ts'
import { mutate, shortened, validRequests } from './mutate.ts'
import { Random } from './random.ts'
import type { Target } from './target.ts'

export interface AttackOptions {
  requests: number
  seed: number
  /** Errors that nobody catches too. Default: true. */
  faults?: boolean
  /** Requests at a time. Default: 8. */
  atOnce?: number
}

/** Sends mutated requests to a target, with a client beside them that behaves well. */
export async function attack(target: Target, options: AttackOptions): Promise<Figures> {
  const { requests, seed, faults = true, atOnce = 8 } = options
  const figures = noFigures(target.name)
  const random = new Random(seed)
  const valid = validRequests(faults)
  let left = requests
  const attacker = async () => {
    while (left-- > 0) await sendOne(target, shortened(mutate(random.of(valid), random)), figures)
  }
  const attackers = Promise.all(Array.from({ length: atOnce }, attacker))
  await beside(attackers, () => askNeighbour(target, figures))
  await settle(target, figures)
  return figures
}

async function sendOne(target: Target, sent: Sent, figures: Figures): Promise<void> {
  figures.requests++
  try {
    const { status, text } = await target.send(sent)
    if (status < 500 && status > 0) return
    figures.failures++
    note(figures, `${status} ${text.slice(0, 200)} for ${JSON.stringify(sent)}`)
  } catch (error) {
    figures.unanswered++
    note(figures, `${error} for ${JSON.stringify(sent)}`)
  }
}

/** Does something again and again until a work is done. */
export async function beside(work: Promise<unknown>, act: () => Promise<void>): Promise<void> {
  let done = false
  const finished = work.finally(() => {
    done = true
  })
  do {
    await act()
    await turn()
  } while (!done)
  await finished
}

/** A client that behaves well: its call has its own answer. */
export async function askNeighbour(target: Target, figures: Figures): Promise<void> {
  const number = figures.neighbour++
  const message = `neighbour ${number}`
  const request = number % 2 === 0 ? legacy : modern
  const sent = request('tools/call', { name: 'ping', arguments: { message } })
  try {
    const { status, text } = await target.send(sent)
    if (status === 200 && text.includes(`"text":"pong: ${message}"`)) return
    note(figures, `the neighbour's call was answered with ${status} ${text.slice(0, 200)}`)
  } catch (error) {
    note(figures, `the neighbour's call was not answered: ${error}`)
  }
  figures.disturbed++
}

/** What the log and the processes say, when all is over. */
export async function settle(target: Target, figures: Figures): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 300)) // The last lines are on their way.
  const nameless = withoutId(target.takeLines())
  figures.linesWithoutId = nameless.length
  const ended = target.ended()
  figures.ended = ended.length
  for (const line of [...ended, ...nameless]) note(figures, line)
}
