import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { node } from '../testing/processes.ts'
import { transports } from './transports.ts'

const require = createRequire(import.meta.url)
const suite = dirname(require.resolve('@modelcontextprotocol/conformance/package.json'))

/** The scenarios that a revision requires of a server. The suite runs others too, and leaves them out of its verdict. */
async function requiredBy(revision: string): Promise<string[]> {
  const requirements = await readFile(`${suite}/requirements/${revision}.yaml`, 'utf8')
  const [, scenarios = ''] = /^server:\n((?: {2}- \S+\n)+)/m.exec(requirements) ?? []
  return scenarios.match(/[^\s-]\S*/g) ?? []
}

/** Runs the suite. Its exit code is 0 when exactly those scenarios fail that are expected to. */
async function run(endpoint: string, revision: string) {
  const { code, stdout, stderr } = await node([
    `${suite}/dist/index.js`,
    ...['server', '--url', endpoint, '--requirements', revision, '--timeout', '8000'],
    ...['--expected-failures', 'e2e/conformance/expected-failures.yaml'],
  ]).ended
  const [log = '', summary] = stripVTControlCharacters(stdout).split('=== SUMMARY ===')
  return { code, summary: summary ?? `No summary came.\n${log}${stderr}` }
}

// Four runs at once take 4 s on two idle cores, and five times that on busy ones.
describe.concurrent.each(Object.entries(transports))('over %s', { timeout: 60_000 }, (_transport, start) => {
  test.each([
    ['2026-07-28', '37 of 37'],
    ['2025-11-25', '26 of 30'],
  ])('of the scenarios that %s requires, %s pass', async (revision, count) => {
    await using server = await start({ server: 'conformance' })
    const { code, summary } = await run(`${server.url}/mcp`, revision)
    expect(code, summary).toBe(0)

    const required = await requiredBy(revision)
    const passed = required.filter(scenario => summary.includes(`\n✓ ${scenario}: `))
    expect(`${passed.length} of ${required.length}`, summary).toBe(count)
  })
})
