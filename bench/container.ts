import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from '../scripts/fail.ts'
import { containerCandidates, memoryMb } from './candidates.ts'
import { docker } from './docker.ts'
import { baseImage, Images } from './images.ts'
import { load, machine } from './machine.ts'
import { readOptions } from './options.ts'
import { buildPeers } from './peers.ts'
import { containerReport } from './report.ts'
import { save } from './results.ts'
import { inRounds } from './rounds.ts'
import { start } from './start.ts'

// `npm run bench:container`: builds an image of each row, and prints, as Markdown, what a cold start takes in it, from
// Lambda's runtime interface client to the first answer. Needs Docker. Every container and image is removed at the end, but
// not Docker's build cache. `npm run bench:container -- --rounds 31` measures more, `--save` keeps the figures in RESULTS.md
// and in the picture of docs/cold-start.md. BASE_IMAGE is the base of all images.

const { rounds, ...options } = readOptions({ rounds: 11 })

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stop.abort()
    console.error(`${signal}: removing containers and images`)
  })
}

try {
  await docker('version')
} catch {
  fail('No Docker engine answers: install and start Docker, then run this again.')
}
try {
  await bench()
} catch (error) {
  if (!stop.signal.aborted) throw error
  process.exitCode = 130
}

async function bench(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    await using images = new Images()
    const peers = await buildPeers(directory)
    const rows = [...containerCandidates, ...peers]
    for (const row of rows) {
      stop.signal.throwIfAborted()
      await images.build(row, directory)
    }
    const about = [...machine('bench:container'), ...conditions()]
    const starts = await inRounds(rows, rounds, row => start(row, images.of(row), stop.signal))
    const containers = { about: [...about, `Load average at the end: ${load()}`], starts }
    console.log(containerReport(containers))
    if (options.save) save({ containers })
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function conditions(): string[] {
  return [
    `Images on ${baseImage}, functions of ${memoryMb} MB, logging errors only`,
    `A fresh container for each figure: medians of ${rounds} a row, shuffled within each round. INIT and first call are the ` +
      'figures of the runtime interface emulator, in which neither Docker\'s own time nor the launcher\'s is. "x" is the median ' +
      'of the ratios of one round',
  ]
}
