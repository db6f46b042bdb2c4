import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from '../scripts/fail.ts'
import { containerCandidates, memoryMb } from './candidates.ts'
import { containerTable } from './container-table.ts'
import { docker } from './docker.ts'
import { baseImage, Images } from './images.ts'
import { load, machine } from './machine.ts'
import { counts } from './options.ts'
import { buildPeers } from './peers.ts'
import { inRounds } from './rounds.ts'
import { start } from './start.ts'

// `npm run bench:container`: builds an image of each row, and prints, as Markdown, what a cold start takes in it, from
// Lambda's runtime interface client to the first answer. Needs Docker. Every container and image is removed at the end, but
// not Docker's build cache. `npm run bench:container -- --rounds 31` measures more. BASE_IMAGE is the base of all images.

const { rounds } = counts({ rounds: 11 })

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
    console.log(`# Cold start in a container\n\n${machine().join('\n')}\n${about().join('\n')}\n`)
    const measured = await inRounds(rows, rounds, row => start(row, images.of(row), stop.signal))
    console.log(`${containerTable(measured, peers)}\n\nLoad average at the end: ${load()}`)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function about(): string[] {
  return [
    `- Images on ${baseImage}, functions of ${memoryMb} MB`,
    `- A fresh container for each figure: medians of ${rounds} a row, shuffled within each round. INIT and first call are the`,
    '  emulator\'s figures; Docker\'s own time is in neither. "x" is the median of the ratios of the same round.',
  ]
}
