import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from '../command-line/fail.ts'
import {
  type Candidate,
  type ContainerCandidate,
  containerCandidates,
  fiveToolCandidates,
  fiveToolPeers,
  memoryMb,
  peers,
} from './candidates.ts'
import { docker } from './docker.ts'
import type { ContainerStart } from './emulator-log.ts'
import { makeFiveProject } from './five-project.ts'
import { baseImage, Images } from './images.ts'
import { load, machine } from './machine.ts'
import { readOptions } from './options.ts'
import { buildPeers } from './peers.ts'
import { containerReport } from './report.ts'
import { save } from './results.ts'
import { inRounds, type Measured } from './rounds.ts'
import { start } from './start.ts'

// `npm run bench:container`: builds an image of each row, and prints, as Markdown, what a cold start takes in it, from
// Lambda's runtime interface client to the first answer. Needs Docker. Every container and image is removed at the end, but
// not Docker's build cache. `npm run bench:container -- --rounds 31` measures more, `--save` keeps the figures in RESULTS.md
// and in the picture of docs/cold-start.md. BASE_IMAGE is the base of all images.

const { rounds, ...options } = readOptions(
  {
    script: 'npm run bench:container',
    does: 'Prints, as Markdown, what a cold start of the image takes on this machine, in fresh containers.',
    examples: ['npm run bench:container -- --rounds 21'],
  },
  { rounds: 11 },
)

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
    const starts = await measure(containerCandidates, peers, images, directory)
    const project = join(directory, 'five')
    makeFiveProject(project)
    const fiveTools = await measure(fiveToolCandidates(project), fiveToolPeers, images, directory)
    const about = [...machine('bench:container'), ...conditions()]
    const containers = { about: [...about, `Load average at the end: ${load()}`], starts, fiveTools }
    console.log(containerReport(containers))
    if (options.save) save({ containers })
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** Builds the image of each row, and measures them beside one another. */
async function measure(
  ours: readonly ContainerCandidate[],
  others: readonly Candidate[],
  images: Images,
  directory: string,
): Promise<Measured<ContainerStart>[]> {
  const rows = [...ours, ...(await buildPeers(others, directory))]
  for (const row of rows) {
    stop.signal.throwIfAborted()
    await images.build(row, directory)
  }
  return inRounds(rows, rounds, row => start(row, images.of(row), stop.signal))
}

function conditions(): string[] {
  return [
    `Images on ${baseImage}, functions of ${memoryMb} MB, logging errors only`,
    `A fresh container for each figure: medians of ${rounds} a row, shuffled within each round. "launch" is the time from the ` +
      "image's entry point until the runtime interface emulator starts the runtime: our launcher, and what the emulator takes " +
      'in every row. INIT and first call are the figures of the emulator. Docker\'s own time is in none. "x" is the median of ' +
      'the ratios of one round',
  ]
}
