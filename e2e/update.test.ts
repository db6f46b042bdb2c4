import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../testing/processes.ts'

// Two versions of this repository, a project made by the first, edited as an adopter would, and brought to the second.

const root = mkdtempSync(join(tmpdir(), 'update-'))
const project = join(root, 'project')
afterAll(() => rmSync(root, { recursive: true }))

const read = (path: string) => readFileSync(join(project, path), 'utf8')
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd, encoding: 'utf8' })

function replace(folder: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), 'utf8')
  expect(text).toContain(from)
  writeFileSync(
    join(folder, path),
    text.replace(from, () => to),
  )
}

/** A copy of the repository as it stands, edited, packed, and installed as npm would for `npm create`. Returns the program's file. */
function publish(name: string, edit: (folder: string) => void): string {
  const [copy, packed, user] = ['copy', 'packed', 'user'].map(kind => join(root, `${name}-${kind}`)) as [
    string,
    string,
    string,
  ]
  for (const path of git(resolve(), 'ls-files', '-z').split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    cpSync(path, join(copy, path))
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'), 'junction')
  edit(copy)
  git(copy, 'init', '--quiet')
  git(copy, 'add', '--all', '--', ':!node_modules')
  execFileSync(process.execPath, ['packages/create-serverless-mcp/tarball.ts', packed], { cwd: copy, stdio: 'pipe' })
  mkdirSync(user)
  writeFileSync(join(user, 'package.json'), '{}')
  const [tarball = ''] = execFileSync('ls', [packed], { encoding: 'utf8' }).trim().split('\n')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', join(packed, tarball)], { cwd: user, stdio: 'pipe' })
  return packed
}

const program = (version: string) => join(root, `${version}-user/node_modules/.bin/create-serverless-mcp`)
const create = (version: string, packed: string, ...args: string[]) =>
  run(program(version), [project, '--no-install', '--vendor', packed, ...args]).ended

const ownFiles = ['README.md', 'Pulumi.dev.yaml', 'app/server.ts', 'app/tools/mine.ts', 'app/tools/index.ts']

describe('a project that its author has edited', () => {
  let second: string
  let mine: Map<string, string>

  beforeAll(async () => {
    const first = publish('first', () => {})
    second = publish('second', copy => {
      replace(copy, 'packages/create-serverless-mcp/package.json', '"version": "0.1.0"', '"version": "0.2.0"')
      // The framework's.
      appendFileSync(join(copy, 'app/app.ts'), '\n// New in the second version, of serverless-mcp.\n')
      writeFileSync(join(copy, 'docs/new.md'), '# New\n')
      rmSync(join(copy, 'exec.cmd'))
      replace(copy, 'package.json', '"koa": "3.3.0"', '"koa": "3.3.1"')
      // What the author changes as well: elsewhere, and in the same place.
      appendFileSync(join(copy, 'docs/tools.md'), '\nA last line of the framework.\n')
      replace(copy, '.gitattributes', 'eol=lf', 'eol=lf working-tree-encoding=UTF-8')
      replace(copy, 'Dockerfile', '# One image, two functions', '# Two functions')
      // What is the author's.
      for (const path of ['README.md', 'Pulumi.dev.yaml', 'app/server.ts', 'app/tools/index.ts', 'app/tools/ping.ts'])
        appendFileSync(join(copy, path), path.endsWith('.ts') ? '// Theirs.\n' : '# Theirs.\n')
    })

    const made = await create('first', first, '--name', 'orders-mcp', '--yes')
    expect(made, made.stderr).toMatchObject({ code: 0 })
    symlinkSync(resolve('node_modules'), join(project, 'node_modules'), 'junction')
    git(project, 'init', '--quiet')
    git(project, 'add', '--all')
    git(project, 'commit', '--quiet', '--message', 'Begin')

    for (const sample of ['ping', 'whoami', 'countdown', 'delete-report'])
      rmSync(join(project, `app/tools/${sample}.ts`))
    writeFileSync(join(project, 'app/tools/mine.ts'), 'export const mine = 1\n')
    writeFileSync(join(project, 'app/tools/index.ts'), "export { mine } from './mine.ts'\n")
    appendFileSync(join(project, 'app/server.ts'), '// Of the author.\n')
    appendFileSync(join(project, 'Pulumi.dev.yaml'), '  mcp:alarmEmail: ops@example.com\n')
    writeFileSync(join(project, 'README.md'), '# Orders\n')
    replace(project, 'package.json', '"koa"', '"is-odd": "3.0.1",\n    "koa"')
    replace(project, 'docs/tools.md', '# ', '# Of the author: ')
    replace(project, 'Dockerfile', '# One image, two functions', '# Our image, two functions')
    rmSync(join(project, '.gitattributes'))
    const renamed = await run('npm', ['run', 'rename', '--', 'invoices-mcp'], {}, { cwd: project }).ended
    expect(renamed, renamed.stderr).toMatchObject({ code: 0 })
  }, 240_000)

  test('is refused as long as something is not committed', async () => {
    const { code, stderr } = await create('second', second, '--update')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^There are changes that are not committed: commit them first.+\n$/)
    git(project, 'add', '--all')
    git(project, 'commit', '--quiet', '--message', 'Mine')
  })

  test('is updated, and told of what both changed', async () => {
    mine = new Map(ownFiles.map(path => [path, read(path)]))
    const { code, stdout, stderr } = await create('second', second, '--update')
    expect(stderr).toBe('')
    expect(stdout).toMatch(/Replaced, as you had not changed them:\n( {2}\S+\n)* {2}app\/app\.ts\n/)
    expect(stdout).toContain('\nRemoved:\n  exec.cmd\n')
    expect(stdout).toMatch(/Merged with your changes, which you should read:\n {2}docs\/tools\.md\n {2}package\.json\n/)
    expect(stdout).toContain('\nChanged by both, between <<<<<<< and >>>>>>>, for you to decide:\n  Dockerfile\n')
    expect(stdout).toContain('.gitattributes has changed in the framework, and is deleted here: it stays deleted.')
    expect(code).toBe(1)
  })

  test('keeps what is its own, to the byte, and gets no sample back', () => {
    for (const [path, text] of mine) expect(read(path), path).toBe(text)
    const changed = git(project, 'status', '--porcelain', '--untracked-files=all').split('\n').filter(Boolean)
    expect(changed.filter(line => / (app\/(tools|resources|prompts)\/|README|Pulumi\.\w+\.yaml)/.test(line))).toEqual(
      [],
    )
  })

  test('has the framework files of the second version, under its own name', () => {
    expect(read('app/app.ts')).toContain('// New in the second version, of invoices-mcp.')
    expect(read('docs/new.md')).toBe('# New\n')
    expect(() => read('exec.cmd')).toThrow('ENOENT')
  })

  test('has both changes where they are apart, and markers of git where they meet', () => {
    expect(read('docs/tools.md')).toMatch(/^# Of the author: [\s\S]*\nA last line of the framework\.\n$/)
    expect(JSON.parse(read('package.json'))).toMatchObject({
      name: 'invoices-mcp',
      dependencies: { 'is-odd': '3.0.1', koa: '3.3.1' },
    })
    expect(read('Dockerfile')).toMatch(
      /^<<<<<<< yours\n# Our image, two functions.*\n=======\n# Two functions.*\n>>>>>>> .*create-serverless-mcp-0\.2\.0\.tgz\n/,
    )
  })

  test('remembers the version, with which a second update has nothing to do', async () => {
    expect(JSON.parse(read('.create-serverless-mcp.json'))).toMatchObject({
      madeBy: './vendor/create-serverless-mcp-0.2.0.tgz',
      options: { name: 'invoices-mcp', authorization: 'token' },
    })
    git(project, 'add', '--all')
    git(project, 'commit', '--quiet', '--message', 'Update')
    const { code, stdout } = await create('second', second, '--update')
    expect(stdout).toMatch(/brings nothing new\.\n$/)
    expect(code).toBe(0)
    expect(git(project, 'status', '--porcelain')).toBe('')
  })

  test('gets a part that it was made without, when an update asks for it', async () => {
    const { code, stdout } = await create('second', second, '--update', '--bench')
    expect(code, stdout).toBe(0)
    expect(stdout).toMatch(/^ {2}bench\/bench\.ts$/m)
    expect(JSON.parse(read('package.json')).scripts).toHaveProperty('bench')
    for (const [path, text] of mine) expect(read(path), path).toBe(text)
  })
})
