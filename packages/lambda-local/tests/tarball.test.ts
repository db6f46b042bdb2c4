import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installPacked, isForDevelopment, type PackedPackage } from '../../../testing/packed-package.ts'

// The package as others have it. The README's example is tried with it.

const project = mkdtempSync(join(tmpdir(), 'tarball-'))
let packed: PackedPackage
afterAll(() => rmSync(project, { recursive: true }))

beforeAll(() => {
  packed = installPacked(join(import.meta.dirname, '..'), project)
  // On a port that the system chooses, as another test may have this one.
  const serve = join(project, 'serve.js')
  const listening = "listen(0, '127.0.0.1', () => console.log(server.address().port))"
  writeFileSync(serve, readFileSync(serve, 'utf8').replace(/listen\(3000, .*\)$/m, listening))
}, 120_000)

test('what is packed is JavaScript with its types, and nothing for those who work on it', () => {
  const { files, manifest } = packed
  expect(files.filter(isForDevelopment)).toEqual([])
  const some = ['README.md', 'src/index.js', 'src/index.d.ts', 'src/hosts/runtime.js', 'src/hosts/reach.cjs']
  expect(files).toEqual(expect.arrayContaining(some))
  expect(manifest).toMatchObject({ name: 'lambda-local', type: 'module' })
  expect(manifest).not.toHaveProperty('private')
})

test("the README's example serves its function", async () => {
  const child = spawn(process.execPath, ['serve.js'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const lines = createInterface(child.stdout)
    const [port] = await Promise.race([once(lines, 'line'), once(lines, 'close')])
    const answer = await fetch(`http://127.0.0.1:${port}/dev/hello`)
    expect([answer.status, await answer.text()]).toEqual([200, 'GET /hello'])
    expect((await fetch(`http://127.0.0.1:${port}/dev/other`)).status).toBe(403)
  } finally {
    child.kill()
    await once(child, 'close')
  }
})
