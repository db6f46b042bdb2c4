import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import type { Candidate } from './candidates.ts'

const sources = join(import.meta.dirname, 'peers')

/**
 * Bundles the peers as `scripts/build.ts` does ours. They have a lockfile of their own, which nothing else needs.
 *
 * @param peers their rows
 * @param directory where their files go
 * @returns their rows; none, and a line that says so, when they are not installed
 */
export async function buildPeers(peers: readonly Candidate[], directory: string): Promise<readonly Candidate[]> {
  if (!existsSync(join(sources, 'node_modules'))) {
    console.log('The peers are left out. Install them: npm ci --prefix bench/peers\n')
    return []
  }
  await build({
    entryPoints: peers.map(({ file }) => join(sources, `${basename(file, '.cjs')}.mjs`)),
    outdir: join(directory, 'peers'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
    // pg and openai try these, and do without.
    external: ['pg-native', 'effect', 'sury', '@valibot/to-json-schema'], // fastmcp imports them when a tool's schema is theirs.
  })
  return peers
}
