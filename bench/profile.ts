import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { Profiler } from 'node:inspector'
import { SourceMap } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildBundles } from './bundles.ts'
import { type Candidate, candidates } from './candidates.ts'
import { load, machine } from './machine.ts'
import { readOptions } from './options.ts'
import { besideEachOther, type SourceOf, shares } from './profile-shares.ts'
import { profileReport } from './report.ts'
import { save } from './results.ts'
import { runChild } from './rounds.ts'

// `npm run bench:profile`: prints, as Markdown, where the CPU of a warm call goes, in the server as its snapshot starts it.
// `npm run bench:profile -- --calls 20000` measures more, `--save` keeps the figures in RESULTS.md.

const warmUp = 2000
const { calls, ...options } = readOptions(
  {
    script: 'npm run bench:profile',
    does: 'Prints, as Markdown, where the CPU of a warm call goes, in the server as its snapshot starts it.',
    examples: ['npm run bench:profile -- --calls 20000'],
  },
  { calls: 5000 },
)

const directory = mkdtempSync(join(tmpdir(), 'bench-'))
try {
  buildBundles(directory)
  const about = machine('bench:profile')
  const [legacy, modern] = candidates.filter(({ blob }) => blob !== undefined).map(profiled)
  if (!legacy || !modern) throw new Error('A snapshot of two generations of calls is needed')
  const profile = {
    about: [
      ...about,
      `V8's sampling profiler over ${calls} calls of \`ping\` after ${warmUp} uncounted ones, which costs time of its own: read the shares`,
      `Load average at the end: ${load()}`,
    ],
    shares: besideEachOther(legacy, modern),
  }
  console.log(profileReport(profile))
  if (options.save) save({ profile })
} finally {
  rmSync(directory, { recursive: true })
}

function profiled(row: Candidate): Map<string, number> {
  const profile = runChild<Profiler.Profile>('child-profile.mjs', row, directory, { calls, warmUp })
  return shares(profile, calls, mapped())
}

/** By the source map beside a file, where there is one. */
function mapped(): SourceOf {
  const maps = new Map<string, SourceMap | undefined>()
  return ({ url, lineNumber, columnNumber }) => {
    const file = url.startsWith('file:') ? fileURLToPath(url) : url
    if (!maps.has(file)) {
      const map = `${file}.map`
      maps.set(file, existsSync(map) ? new SourceMap(JSON.parse(readFileSync(map, 'utf8'))) : undefined)
    }
    const found = maps.get(file)?.findEntry(lineNumber, columnNumber)
    return found && 'originalSource' in found ? found.originalSource : file
  }
}
