import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { type Candidate, candidates, imageEnvironment, lambdaFlags } from './candidates.ts'

/** What a table is made of: each candidate's figures, one a round, in the order of the rounds. */
export type Rounds<Figures> = ReadonlyMap<Candidate, Figures[]>

/**
 * Measures every candidate once a round, in an order shuffled anew, so that a slow minute of the machine meets all of
 * them. One round before the first goes uncounted: it brings the files into the system's cache.
 */
export function inRounds<Figures>(rounds: number, measure: (candidate: Candidate) => Figures): Rounds<Figures> {
  const measured = new Map(candidates.map(candidate => [candidate, [] as Figures[]]))
  for (let round = 0; round <= rounds; round++) {
    for (const candidate of shuffled(candidates)) {
      const figures = measure(candidate)
      if (round > 0) measured.get(candidate)?.push(figures)
    }
  }
  return measured
}

/**
 * Runs one of the `child-*.mjs` for a candidate, in a process as Lambda starts it.
 *
 * @param directory where the bundles are
 * @param options what this kind of child needs beside handler, event and answer
 * @returns what the child printed
 * @throws {Error} when the handler failed or gave another answer than the candidate's
 */
export function runChild<Figures>(
  child: string,
  { name, file, event, answer, env }: Candidate,
  directory: string,
  options: Record<string, number> = {},
): Figures {
  const job = { file: resolve(directory, file), event: JSON.stringify(event), answer, ...options }
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [...lambdaFlags, join(import.meta.dirname, child), JSON.stringify(job)],
    { env: { ...imageEnvironment, ...env }, encoding: 'utf8', maxBuffer: Infinity, timeout: 600_000 },
  )
  if (status !== 0) throw new Error(`${child} of "${name}" ended with ${signal ?? status}: ${stderr}`)
  return JSON.parse(stdout) as Figures
}

/** Draws without replacement. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const left = [...items]
  return items.flatMap(() => left.splice(Math.floor(Math.random() * left.length), 1))
}
