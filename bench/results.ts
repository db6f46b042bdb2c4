import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chart } from './chart.ts'
import { report } from './report.ts'
import type { Results } from './sections.ts'

const path = (file: string) => join(import.meta.dirname, file)

export function readResults(): Results {
  return JSON.parse(readFileSync(path('results.json'), 'utf8'))
}

/** What is made of the figures, each with its path. */
export const drawn = (results: Results) => [
  { file: path('RESULTS.md'), content: report(results) },
  { file: path('../docs/cold-start.svg'), content: chart(results.containers) },
]

/** Puts a bench's figures in the place of its last ones, and writes anew what is made of all figures. */
export function save(part: Partial<Results>): void {
  const results = { ...readResults(), ...part }
  writeFileSync(path('results.json'), `${JSON.stringify(results, thousandths, 1)}\n`)
  // Read again, as the figures have been rounded: it is those that everything is made of.
  for (const { file, content } of drawn(readResults())) writeFileSync(file, content)
}

/** More digits than that are noise, in milliseconds, megabytes and per cent alike. */
function thousandths(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value
}

// `node bench/results.ts` draws again what was saved, after a change of how it looks.
if (import.meta.main) save({})
