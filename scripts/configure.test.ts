import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

let folder: string
const file = () => join(folder, 'Pulumi.dev.yaml')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'configure-'))
  writeFileSync(file(), 'config:\n  # The region of the team.\n  aws:region: eu-west-1\nencryptionsalt: v1:salt\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const configure = (...args: string[]) =>
  spawnSync(process.execPath, [resolve('scripts/configure.ts'), ...args], { cwd: folder, encoding: 'utf8' })

test('sets keys of a stack that no backend has, and leaves the rest of its file as it is', () => {
  for (const _time of ['once', 'again'])
    expect(configure('dev', 'mcp:apiLogRole=existing', 'mcp:alarmEmail=a=b')).toMatchObject({ status: 0, stderr: '' })
  expect(readFileSync(file(), 'utf8')).toBe(
    'config:\n  # The region of the team.\n  aws:region: eu-west-1\n  mcp:apiLogRole: existing\n  mcp:alarmEmail: a=b\nencryptionsalt: v1:salt\n',
  )
})

describe('refuses', () => {
  test.each([
    ['a stack without a file', ['prod', 'mcp:release=canary'], /The stack "prod" has no file/],
    ['a setting without a value', ['dev', 'mcp:release'], /"mcp:release" sets nothing/],
    ['a key without its namespace', ['dev', 'release=canary'], /"release=canary" sets nothing/],
  ])('%s, and changes nothing', (_case, args, message) => {
    const before = readFileSync(file(), 'utf8')
    const { status, stderr } = configure(...args)
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(message) })
    expect(readFileSync(file(), 'utf8')).toBe(before)
  })
})
