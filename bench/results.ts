import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chart } from './chart.ts'
import type { ColdStart } from './cold.ts'
import type { ContainerStart } from './emulator-log.ts'
import type { Share } from './profile-shares.ts'
import { report } from './report.ts'
import type { Measured } from './rounds.ts'
import type { Size } from './sizes.ts'
import type { WarmCalls } from './warm.ts'

/** What a bench has measured, and the lines that say how. */
interface Section {
  about: string[]
}

export interface Containers extends Section {
  starts: Measured<ContainerStart>[]
}

export interface Processes extends Section {
  sizes: Size[]
  cold: Measured<ColdStart>[]
  warm: Measured<WarmCalls>[]
}

export interface Profile extends Section {
  shares: Share[]
}

/** The figures of the last runs that were saved, one of each bench. */
export interface Results {
  containers: Containers
  processes: Processes
  profile: Profile
}

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
