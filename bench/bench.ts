import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { arch, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { imageEnvironment, lambdaFlags } from './candidates.ts'
import { cold } from './cold.ts'
import { sizes } from './sizes.ts'
import { warm, warmUp } from './warm.ts'

// `npm run bench`: builds the bundles and prints, as Markdown, what a cold and a warm call of them takes on this machine,
// without a container. `npm run bench -- --rounds 31 --calls 5000` measures more.

/** Processes of warm calls that each candidate gets. */
const warmRounds = 5

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, calls: { type: 'string', default: '2000' } },
})
const rounds = count('rounds', values.rounds)
const calls = count('calls', values.calls)

const directory = mkdtempSync(join(tmpdir(), 'bench-'))
try {
  execFileSync(process.execPath, [join(import.meta.dirname, '../scripts/build.ts'), directory], { stdio: 'inherit' })
  print('# Benchmark', machine())
  print('## Bundles', sizes(directory))
  print(
    '## Cold start',
    `From the start of the process to the first answer: medians of ${rounds} processes a row, shuffled within each round. ` +
      '`x empty` is the median of the ratios to the empty handler of the same round.',
    cold(directory, rounds),
  )
  print(
    '## Warm calls',
    `${calls} sequential calls after ${warmUp} uncounted ones: medians of ${warmRounds} processes a row, shuffled within each ` +
      'round. Between two calls the event loop turns once, as in Lambda, so some collections fall between them; the CPU, of ' +
      'all threads, holds these, the parsing of the event and the check of the answer.',
    warm(directory, calls, warmRounds),
  )
  print(`Load average at the end: ${load()}`)
} finally {
  rmSync(directory, { recursive: true })
}

function machine(): string {
  const [cpu] = cpus()
  const environment = Object.entries(imageEnvironment).map(([name, value]) => `${name}=${value}`)
  return [
    `- Date: ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `- Machine: ${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${arch()}, load average ${load()}`,
    `- Node.js ${process.versions.node}, as Lambda starts it: ${lambdaFlags.join(' ')}`,
    `- Environment: ${environment.join(' ')} (so the request line is not measured)`,
  ].join('\n')
}

function load(): string {
  return loadavg()
    .map(average => average.toFixed(1))
    .join(', ')
}

function print(...paragraphs: string[]): void {
  for (const paragraph of paragraphs) console.log(`${paragraph}\n`)
}

function count(option: string, value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value)
  console.error(`--${option} is "${value}", but must be a whole number above 0. Example: --${option} 20`)
  process.exit(1)
}
