import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

/** Runs the program in a folder; default: a project with these files. */
function copied(files: Record<string, string>, cwd?: string): { files: string[]; stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const to = join(folder, 'to')
  const args = ['--no-warnings', resolve('scripts/build/manifests.ts'), to]
  const { stderr } = spawnSync(process.execPath, args, { cwd: cwd ?? folder, encoding: 'utf8' })
  return { files: globSync('**/*.*', { cwd: to }).sort(), stderr: stderr.trim() }
}

const lock = (packages: object) => ({ 'package-lock.json': JSON.stringify({ packages: { '': {}, ...packages } }) })

test('is what npm reads of packages within the project, and nothing else', () => {
  const project = {
    'package.json': '{}',
    ...lock({
      'node_modules/zod': { resolved: 'https://registry.example/zod.tgz' },
      'node_modules/my-lib': { resolved: 'lib/my-lib', link: true },
      'lib/my-lib': { version: '1.0.0' },
      'lib/my-lib/node_modules/zod': { resolved: 'https://registry.example/zod.tgz' },
      'packages/shop': { version: '1.0.0' },
      'node_modules/packed': { resolved: 'file:lib/packed-1.0.0.tgz' },
    }),
    'lib/my-lib/package.json': '{}',
    'lib/my-lib/index.ts': '',
    'packages/shop/package.json': '{}',
    'lib/packed-1.0.0.tgz': '',
    'app/package.json': '{}',
    'other.tgz': '',
  }
  expect(copied(project)).toEqual({
    files: [
      ...['lib/my-lib/package.json', 'lib/packed-1.0.0.tgz'],
      ...['package-lock.json', 'package.json', 'packages/shop/package.json'],
    ],
    stderr: '',
  })
})

test('is two files of this project, and one of each of its packages', () => {
  const { files } = copied({}, '.')
  const workspaces = globSync('packages/*/package.json').sort()
  expect(workspaces).toContain('packages/lambda-snapshot/package.json')
  expect(files).toEqual(['package-lock.json', 'package.json', ...workspaces])
})

test.each([
  [
    'outside of the project',
    '../shared',
    /^package\.json names \.\.\/shared\/package\.json, which is outside .* Move it into the project\.$/,
  ],
  ['not there', 'lib/none', /^package-lock\.json names lib\/none\/package\.json, which is not there\. .* npm install$/],
])('a package that is %s is refused, with the remedy', (_where, folder, message) => {
  expect(copied({ 'package.json': '{}', ...lock({ [folder]: {} }) }).stderr).toMatch(message)
})
