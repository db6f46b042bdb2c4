import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { candidates, emptyHandler, imageEnvironment, lambdaFlags } from './candidates.ts'
import { cold } from './cold.ts'
import { load, machine } from './machine.ts'
import { counts } from './options.ts'
import { buildPeers } from './peers.ts'
import { sizes } from './sizes.ts'
import { warm, warmUp } from './warm.ts'

// `npm run bench`: builds the bundles and prints, as Markdown, what a cold and a warm call of them takes on this machine,
// without a container. `npm run bench -- --rounds 31 --calls 5000` measures more. With the peers installed, so of theirs.

/** Processes of warm calls that each candidate gets. */
const warmRounds = 5

const { rounds, calls } = counts({ rounds: 15, calls: 2000 })

const directory = mkdtempSync(join(tmpdir(), 'bench-'))
try {
  const build = join(import.meta.dirname, '../scripts/build.ts')
  execFileSync(process.execPath, [build, directory], { stdio: 'inherit' })
  execFileSync(process.execPath, [build, '--plain', join(directory, 'plain')], { stdio: 'inherit' })
  const rows = [...candidates, ...(await buildPeers(directory))]
  print('# Benchmark', [...machine(), ...processLines()].join('\n'))
  print(
    '## Bundles',
    sizes(
      rows.filter(row => row !== emptyHandler),
      directory,
    ),
  )
  print(
    '## Cold start',
    `From the start of the process to the first answer: medians of ${rounds} processes a row, shuffled within each round. ` +
      '`x empty` is the median of the ratios to the empty handler of the same round.',
    await cold(rows, directory, rounds),
  )
  print(
    '## Warm calls',
    `${calls} sequential calls after ${warmUp} uncounted ones: medians of ${warmRounds} processes a row, shuffled within each ` +
      'round. Between two calls the event loop turns once, as in Lambda, so some collections fall between them; the CPU, of ' +
      'all threads, holds these, the parsing of the event and the check of the answer.',
    await warm(rows, directory, calls, warmRounds),
  )
  print(`Load average at the end: ${load()}`)
} finally {
  rmSync(directory, { recursive: true })
}

function processLines(): string[] {
  const environment = Object.entries(imageEnvironment).map(([name, value]) => `${name}=${value}`)
  return [
    `- Node.js ${process.versions.node}, as Lambda starts it: ${lambdaFlags.join(' ')}`,
    `- Environment: ${environment.join(' ')} (so the request line is not measured)`,
  ]
}

function print(...paragraphs: string[]): void {
  for (const paragraph of paragraphs) console.log(`${paragraph}\n`)
}
