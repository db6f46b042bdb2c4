import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { baseImageFile, readBaseImage } from '../infra/image/base-image.ts'

// The registry is not reached from every machine that tests: what Docker would say of it stands in.

const digest = `sha256:${'a'.repeat(64)}`
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pin-'))
  mkdirSync(join(folder, dirname(baseImageFile)), { recursive: true })
  writeFileSync(join(folder, baseImageFile), '# Why\nFROM example.com/node:24\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** @param answer a shell's line in place of `docker`; undefined: there is none */
function pin(answer?: string) {
  if (answer !== undefined) {
    const docker = join(folder, 'docker')
    writeFileSync(docker, `#!/bin/sh\necho "$@" >${join(folder, 'asked')}\n${answer}\n`)
    chmodSync(docker, 0o755)
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('scripts/pin-base-image.ts')], {
    cwd: folder,
    env: { PATH: folder },
    encoding: 'utf8',
  })
  return { status, said: `${stdout}${stderr}`, file: readFileSync(join(folder, baseImageFile), 'utf8') }
}

test('a tag gets the digest that it has now, and the rest of the file stays', () => {
  const { status, said, file } = pin(`echo ${digest}`)
  expect({ status, file }).toEqual({ status: 0, file: `# Why\nFROM example.com/node:24@${digest}\n` })
  expect(said).toContain(`example.com/node:24@${digest}`)
  expect(readBaseImage(file)).toBe(`example.com/node:24@${digest}`)
  const asked = 'buildx imagetools inspect example.com/node:24 --format {{.Manifest.Digest}}'
  expect(readFileSync(join(folder, 'asked'), 'utf8').trim()).toBe(asked)
})

test('an older digest is replaced, and the same one is left', () => {
  writeFileSync(join(folder, baseImageFile), `FROM example.com/node:24@sha256:${'b'.repeat(64)}\n`)
  expect(pin(`echo ${digest}`).file).toBe(`FROM example.com/node:24@${digest}\n`)
  expect(pin(`echo ${digest}`).said).toContain('has the digest already')
})

test.each([
  ['the registry does not answer', 'echo "i/o timeout" >&2; exit 1', 'no digest of example.com/node:24: i/o timeout'],
  ['what Docker says is no digest', 'echo "<no value>"', 'no digest of example.com/node:24: <no value>'],
  ['there is no Docker', undefined, 'There is no Docker here'],
])('nothing is written when %s', (_what, answer, says) => {
  const { status, said, file } = pin(answer)
  expect({ status, file }).toEqual({ status: 1, file: '# Why\nFROM example.com/node:24\n' })
  expect(said).toContain(says)
  expect(said).not.toContain('at ')
})
