import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

// The rules of import, tried on a project that breaks each of them once.

/** What each rule refuses: the first file imports the second. */
const refused: Record<string, [from: string, to: string]> = {
  'no-circles': ['client/one.ts', 'client/other.ts'],
  'app-stands-alone': ['app/log.ts', 'infra/openapi.ts'],
  'app-as-a-command': ['app/local-server.ts', 'scripts/dev.ts'],
  'mcp-knows-no-transport': ['app/mcp/tool.ts', 'app/lambda/deadline.ts'],
  'auth-knows-no-protocol': ['app/auth/identity.ts', 'app/mcp/rpc-error.ts'],
  'middleware-knows-no-lambda': ['app/middleware/mcp.ts', 'app/lambda/handler.ts'],
  'infra-declares': ['infra/api.ts', 'local/settings.ts'],
  'config-is-pure': ['infra/config/config.ts', 'node_modules/@pulumi/pulumi/index.js'],
  'packages-stand-alone': ['packages/one/src/index.ts', 'packages/other/src/index.ts'],
  'client-and-policy-stand-alone': ['client/client.ts', 'app/server.ts'],
  'no-doubles': ['local/deployment.ts', 'testing/fixtures.ts'],
  'nothing-needs-the-tests': ['scripts/image.ts', 'e2e/container.ts'],
}

/** What none refuses. */
const allowed: [from: string, to: string][] = [
  ['client/other.ts', 'client/one.ts'], // The way back of the circle, which is reported once.
  ['app/log.test.ts', 'testing/recording-log.ts'],
  ['app/tools/add.ts', 'lib/sums.ts'],
  ['app/lambda/stream.ts', 'app/mcp/create-mcp.ts'],
  ['infra/discovery.ts', 'app/auth/challenge.ts'],
  ['packages/one/src/own.ts', 'packages/one/src/part.ts'],
  ['e2e/bundle.test.ts', 'scripts/build.ts'],
]

const folder = mkdtempSync(join(tmpdir(), 'rules-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Types alone count as well: they are what a reader has to know. */
function write(from: string, to: string): void {
  for (const path of [from, to]) mkdirSync(dirname(join(folder, path)), { recursive: true })
  const specifier = to.startsWith('node_modules/')
    ? dirname(to.slice('node_modules/'.length))
    : posix.relative(dirname(from), to)
  const path = /^[.@]/.test(specifier) ? specifier : `./${specifier}`
  writeFileSync(
    join(folder, from),
    `import type { Value } from '${path}'\nexport type Own = Value\nexport type Value = 1\n`,
  )
}

test('each rule of import refuses what breaks it, and nothing else', () => {
  const pairs = [...Object.values(refused), ...allowed]
  for (const [, to] of pairs) {
    mkdirSync(dirname(join(folder, to)), { recursive: true })
    writeFileSync(join(folder, to), to.endsWith('.js') ? '' : 'export type Value = 1\n')
  }
  for (const [from, to] of pairs) write(from, to)
  writeFileSync(
    join(folder, 'node_modules/@pulumi/pulumi/package.json'),
    '{ "name": "@pulumi/pulumi", "main": "index.js" }',
  )
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true } }',
  )

  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = ['--config', resolve('.dependency-cruiser.mjs'), '--output-type', 'json', '.']
  const { stdout } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' })
  const { violations }: { violations: { rule: { name: string }; from: string; to: string }[] } =
    JSON.parse(stdout).summary
  expect(Object.fromEntries(violations.map(({ rule, from, to }) => [rule.name, [from, to]]))).toEqual(refused)
  expect(violations).toHaveLength(Object.keys(refused).length)
})

test('each rule is tried', async () => {
  const { default: config }: { default: { forbidden: { name: string }[] } } = await import(
    resolve('.dependency-cruiser.mjs')
  )
  expect(config.forbidden.map(({ name }) => name)).toEqual(Object.keys(refused))
})
