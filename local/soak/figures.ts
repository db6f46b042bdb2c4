import type { Outcome } from './client.ts'
import { quantile } from './statistics.ts'

/** What calls came to. */
export class Figures {
  readonly #outcomes: Outcome[] = []

  add(outcome: Outcome): void {
    this.#outcomes.push(outcome)
  }

  get calls(): number {
    return this.#outcomes.length
  }

  get answered(): number {
    return this.#outcomes.filter(({ kind }) => kind === 'answered').length
  }

  /** Whether no call came to what must not be. */
  get clean(): boolean {
    return this.#outcomes.every(({ clean }) => clean)
  }

  /** A line for each kind of outcome, the most frequent first, and one of the latencies of `ping`. */
  lines(): string[] {
    const kinds = Map.groupBy(this.#outcomes, ({ kind }) => kind)
    const counts = [...kinds].sort(([, a], [, b]) => b.length - a.length)
    const pings = kinds.get('answered')?.filter(({ tool }) => tool === 'ping') ?? []
    const latencies = pings.map(({ latencyMs }) => latencyMs)
    const ms = (share: number) => `${Math.round(quantile(latencies, share))} ms`
    return [
      ...counts.map(([kind, outcomes]) => `  ${String(outcomes.length).padStart(6)}  ${kind}`),
      ...(latencies.length > 0 ? [`  a ping took ${ms(0.5)} (p50), ${ms(0.99)} (p99), ${ms(1)} (the longest)`] : []),
    ]
  }
}
