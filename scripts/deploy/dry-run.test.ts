import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'))
  for (const path of [
    'app',
    'command-line',
    'infra',
    'local',
    'scripts',
    'testing',
    '.dockerignore',
    'Dockerfile',
    'Pulumi.yaml',
  ])
    cpSync(path, join(folder, path), { recursive: true })
  for (const path of ['package.json', 'package-lock.json']) cpSync(path, join(folder, path))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Without a command to be found: no Pulumi, no Docker. */
function preview(config: string) {
  writeFileSync(join(folder, 'Pulumi.dev.yaml'), `config:\n${config}`)
  const args = ['scripts/deploy.ts', 'dev', '--preview']
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: { PATH: join(folder, 'empty') } })
}

test('says what a stack would have and about what it costs, without an account, Pulumi or Docker', () => {
  const { status, stdout, stderr } = preview(
    '  aws:region: eu-west-1\n  mcp:authorization: token\n  mcp:lambda: { memorySize: 2048, provisionedConcurrency: 1 }\n' +
      '  mcp:tokens: [{ secure: v1:abc }]\n  mcp:alarmEmail: { secure: v1:def }\n',
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^This ran the program under Pulumi's mocks, and asked nobody\./)
  expect(stdout).toContain('resources in eu-west-1, and an image')
  for (const line of ['Function +serverless-mcp-dev-authorizer', 'ProvisionedConcurrencyConfig +serverless-mcp-dev'])
    expect(stdout).toMatch(new RegExp(`^ {2}${line}$`, 'm'))
  expect(stdout).not.toContain('TopicSubscription')
  expect(stdout).toContain('Encrypted, and so left out here: mcp:alarmEmail')
  expect(stdout).toMatch(/a month without a call +\d+\.\d\d .*instances that are kept warm 21\.90/)
  expect(stdout).toMatch(/a million calls +\d+\.\d\d .*2048 MB for 50 ms each 1\.67/)
})

test('says what is wrong with the configuration, as a deployment would', () => {
  const { status, stderr } = preview('  mcp:authorization: none\n  mcp:lambda: { memorySize: 64 }\n')
  expect(status).toBe(1)
  expect(stderr).toMatch(/^The configuration of the stack "dev" cannot be used:\n {2}- mcp:lambda\.memorySize is 64/)
  expect(stderr).not.toContain('    at ')
})
