import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'

// The package as others have it: packed, below node_modules, where Node strips no types, and with nothing else than its
// package.json names. The README's example is tried with it.

const here = join(import.meta.dirname, '..')
const project = mkdtempSync(join(tmpdir(), 'tarball-'))
const installed = join(project, 'node_modules/lambda-local')
const readme = readFileSync(join(here, 'README.md'), 'utf8')
afterAll(() => rmSync(project, { recursive: true }))

beforeAll(() => {
  execFileSync(process.execPath, [join(here, 'tarball.ts'), project], { stdio: 'pipe' })
  const [tarball = ''] = globSync('*.tgz', { cwd: project })
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed], { cwd: project })
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies))
    symlinkSync(resolve('node_modules', name), join(project, 'node_modules', name), 'junction')
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  for (const [, file = '', text = ''] of readme.matchAll(/^`([\w./]+)` [^\n]+:\n\n```js\n(.*?)^```/gms)) {
    mkdirSync(dirname(join(project, file)), { recursive: true })
    // On a port that the system chooses, as another test may have this one.
    writeFileSync(
      join(project, file),
      text.replace(/listen\(3000, .*\)$/m, "listen(0, '127.0.0.1', () => console.log(server.address().port))"),
    )
  }
}, 120_000)

test('what is packed is JavaScript with its types, and nothing for those who work on it', () => {
  const files = globSync('**/*.*', { cwd: installed }).map(file => file.replaceAll('\\', '/'))
  expect(files.filter(file => /(?<!\.d)\.ts$|\.test\.|^tests|tsconfig/.test(file))).toEqual([])
  const some = ['README.md', 'src/index.js', 'src/index.d.ts', 'src/hosts/runtime.js', 'src/hosts/reach.cjs']
  expect(files).toEqual(expect.arrayContaining(some))
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
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
