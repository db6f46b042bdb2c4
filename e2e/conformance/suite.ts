import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { node } from '../../testing/processes.ts'

const require = createRequire(import.meta.url)
const suite = dirname(require.resolve('@modelcontextprotocol/conformance/package.json'))

/** What each revision requires of a server that keeps no session, and how much of it passes. */
export const revisions = [
  ['2026-07-28', '37 of 37'],
  ['2025-11-25', '26 of 30'],
] as const

/**
 * Runs the official conformance suite against an endpoint.
 *
 * @returns the suite's exit code, 0 when exactly those scenarios fail that are expected to; its summary; and how many of the
 *   required scenarios passed, as `37 of 37`. It runs others too, and leaves them out of its verdict
 */
export async function runSuite(endpoint: string, revision: string) {
  const { code, stdout, stderr } = await node([
    `${suite}/dist/index.js`,
    ...['server', '--url', endpoint, '--requirements', revision, '--timeout', '8000'],
    ...['--expected-failures', 'e2e/conformance/expected-failures.yaml'],
  ]).ended
  const [log = '', summary = `No summary came.\n${log}${stderr}`] =
    stripVTControlCharacters(stdout).split('=== SUMMARY ===')
  const required = await requiredBy(revision)
  const passed = required.filter(scenario => summary.includes(`\n✓ ${scenario}: `))
  return { code, summary, count: `${passed.length} of ${required.length}` }
}

async function requiredBy(revision: string): Promise<string[]> {
  const requirements = await readFile(`${suite}/requirements/${revision}.yaml`, 'utf8')
  const [, scenarios = ''] = /^server:\n((?: {2}- \S+\n)+)/m.exec(requirements) ?? []
  return scenarios.match(/[^\s-]\S*/g) ?? []
}
