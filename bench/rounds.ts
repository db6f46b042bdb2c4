import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { type Candidate, imageEnvironment, lambdaFlags, type Row } from './candidates.ts'

/** A row's figures, one a round, in the order of the rounds: the same index in two rows is the same round. */
export interface Measured<Figures> extends Row {
  figures: Figures[]
}

/**
 * Measures every row once a round, in an order shuffled anew, so that a slow minute of the machine meets all of them.
 * One round before the first goes uncounted: it brings the files into the system's cache.
 */
export async function inRounds<Figures, Each extends Row>(
  rows: readonly Each[],
  rounds: number,
  measure: (row: Each) => Figures | Promise<Figures>,
): Promise<Measured<Figures>[]> {
  const measured = new Map(rows.map(row => [row, [] as Figures[]]))
  for (let round = 0; round <= rounds; round++) {
    for (const row of shuffled(rows)) {
      const figures = await measure(row)
      if (round > 0) measured.get(row)?.push(figures)
    }
  }
  return [...measured].map(([{ name, kind }, figures]) => ({ name, kind, figures }))
}

/**
 * Runs one of the `child-*.mjs` for a candidate, in a process as Lambda starts it, or restored from the candidate's snapshot
 * and else the same.
 *
 * @param directory where the bundles are
 * @param options what this kind of child needs beside handler, event and answer
 * @returns what the child printed
 * @throws {Error} when the handler failed or gave another answer than the candidate's
 */
export function runChild<Figures>(
  child: string,
  { name, file, blob, export: exported, event, answer, env }: Candidate,
  directory: string,
  options: Record<string, number> = {},
): Figures {
  const restored = blob === undefined ? [] : ['--snapshot-blob', resolve(directory, blob)]
  const started = String(process.hrtime.bigint())
  const job = {
    file: resolve(directory, file),
    event: JSON.stringify(event),
    export: exported,
    answer,
    started,
    ...options,
  }
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [...restored, ...lambdaFlags, join(import.meta.dirname, child), JSON.stringify(job)],
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
