import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBundles } from './bundles.ts'
import { emptyHandler, imageEnvironment, lambdaFlags, peers, withIssuer } from './candidates.ts'
import { cold } from './cold.ts'
import { load, machine } from './machine.ts'
import { readOptions } from './options.ts'
import { buildPeers } from './peers.ts'
import { processReport } from './report.ts'
import { save } from './results.ts'
import { sizes } from './sizes.ts'
import { warm, warmUp } from './warm.ts'

// `npm run bench`: builds the bundles and prints, as Markdown, what a cold and a warm call of them takes on this machine,
// without a container. `npm run bench -- --rounds 31 --calls 5000` measures more, `--save` keeps the figures in RESULTS.md.
// With the peers installed, so of theirs. `npm run bench -- gateway` measures the local gateway: gateway.ts.

/** Processes of warm calls that each candidate gets. */
const warmRounds = 7

if (process.argv[2] === 'gateway') {
  const { benchGateway } = await import('./gateway.ts')
  await benchGateway(process.argv.slice(3))
} else {
  await benchProcesses()
}

async function benchProcesses(): Promise<void> {
  const about = {
    script: 'npm run bench',
    does:
      'Prints, as Markdown, what a cold and a warm call take on this machine, without a container. ' +
      '`npm run bench -- gateway` measures the local gateway.',
    examples: ['npm run bench -- --rounds 31 --calls 5000', 'npm run bench -- gateway --calls 100'],
  } as const
  const { rounds, calls, ...options } = readOptions(about, { rounds: 15, calls: 2000 })

  const directory = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    buildBundles(directory)
    using issuer = await startIssuer()
    const rows = [...withIssuer(issuer.url, issuer.token), ...(await buildPeers(peers, directory))]
    const conditionsNow = [...machine('bench'), ...conditions(rounds, calls)]
    const files = rows.filter(row => row !== emptyHandler)
    const measured = {
      sizes: sizes(files, directory),
      cold: await cold(rows, directory, rounds),
      warm: await warm(rows, directory, calls, warmRounds),
    }
    const processes = { about: [...conditionsNow, `Load average at the end: ${load()}`], ...measured }
    console.log(processReport(processes))
    if (options.save) save({ processes })
  } finally {
    rmSync(directory, { recursive: true })
  }
}

async function startIssuer(): Promise<Disposable & { url: string; token: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'issuer.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const { issuer, token } = JSON.parse(String(line))
  return { url: issuer, token, [Symbol.dispose]: () => void child.stdin.end() }
}

function conditions(rounds: number, calls: number): string[] {
  const environment = Object.entries(imageEnvironment).map(([name, value]) => `${name}=${value}`)
  return [
    `Started as Lambda starts Node: ${lambdaFlags.join(' ')}; with ${environment.join(' ')}, so the request line is not measured`,
    `Cold: medians of ${rounds} processes a row, shuffled within each round. Warm: ${calls} sequential calls after ${warmUp} ` +
      `uncounted ones, medians of ${warmRounds} processes a row, shuffled likewise. "x" is the median of the ratios of one round`,
  ]
}
