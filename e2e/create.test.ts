import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIGatewayProxyResult } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { rpcEvent } from '../scripts/build/proxy-event.ts'
import { type Process, run } from '../testing/processes.ts'
import { container, docker } from './container.ts'

// `npm create`, as it is without this repository: the packages come from tarballs, all others from the registry.

const root = mkdtempSync(join(tmpdir(), 'create-'))
const packed = join(root, 'packed')
const user = join(root, 'user')
afterAll(() => rmSync(root, { recursive: true, force: true }))

beforeAll(() => {
  for (const program of globSync('packages/*/tarball.ts'))
    execFileSync(process.execPath, [program, packed], { stdio: 'pipe' })
  const [tarball = ''] = globSync('create-serverless-mcp-*.tgz', { cwd: packed })
  execFileSync('npm', ['install', '--silent', '--prefix', user, join(packed, tarball)], { stdio: 'pipe' })
})

const create = (...args: string[]) =>
  run(join(user, 'node_modules/.bin/create-serverless-mcp'), args, {}, { cwd: root })

async function expectPasses(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, {}, { cwd }).ended
  expect(code, stdout + stderr).toBe(0)
  return stdout
}

/** Ends npm's whole group of processes, as a terminal does. */
function grouped(started: Process): Process {
  return {
    ...started,
    async [Symbol.asyncDispose]() {
      if (started.child.exitCode === null) process.kill(-(started.child.pid ?? 0), 'SIGTERM')
      await started.ended
    },
  }
}

describe('what it refuses is one sentence:', () => {
  test.each<[string[], RegExp]>([
    [['--nope'], /^Unknown option '--nope'\. Example: npm create serverless-mcp@latest -- my-server .+\n$/],
    [['.'], /^\S+ is not empty, as it holds packed: name another folder\. To update a project: --update\n$/],
    [['new', '--name', 'My Server'], /^"My Server" is not a name for a project: .+\n$/],
    [['new', '--name', 'koa'], /^"koa" is a package that the project needs: choose another name, as koa-mcp\.\n$/],
    [['new', '--authorization', 'none'], /^--authorization is "none", but must be token or jwt\. .+\n$/],
    [
      ['new', '--authorization', 'jwt'],
      /^--authorization jwt needs the authorization server\. Example: --issuer .+\n$/,
    ],
    [
      ['new', '--authorization', 'jwt', '--issuer', 'login'],
      /^The issuer is "login", but must be an https URL\. .+\n$/,
    ],
    [['new', '--issuer', 'https://login.example.com'], /^--issuer is for --authorization jwt: .+\n$/],
    [['new', '--vendor', 'none'], /^There is no tarball in \S+none: .+\n$/],
    [
      ['new', '--update'],
      /^\S+new was not made by create-serverless-mcp, as it has no \S+\. A clone is updated by git: .+\n$/,
    ],
  ])('%j', async (args, line) => {
    const { code, stdout, stderr } = await create(...args).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(line)
    expect(globSync('new', { cwd: root })).toEqual([])
  })
})

test('--help is its usage, and makes nothing', async () => {
  const { code, stdout } = await create('new', '--help').ended
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Usage: npm create serverless-mcp@latest -- \[FOLDER, by default this one\] \[OPTIONS\]\n/)
  expect(globSync('new', { cwd: root })).toEqual([])
})

test.runIf(process.platform === 'linux')('on a terminal it asks for what no option says', async () => {
  // util-linux's script gives it a terminal.
  const program = join(user, 'node_modules/.bin/create-serverless-mcp')
  const line = `stty cols 120 rows 40; ${program} asked --no-install --vendor ${packed} --authorization token`
  const child = spawn('script', ['-qefc', line, '/dev/null'], { cwd: root })
  onTestFinished(() => void child.kill())
  let printed = ''
  let answered = 0
  child.stdout.on('data', chunk => {
    printed += chunk
    // The name as it stands; of the parts, the samples taken away.
    for (const [index, [question, keys]] of [
      ['Name', '\r'],
      ['What else', ' \r'],
    ].entries())
      if (answered === index && printed.includes(question ?? '')) {
        answered++
        child.stdin.write(keys ?? '')
      }
  })
  await once(child, 'close')
  expect(printed).toContain('asked is there')
  const { options } = JSON.parse(readFileSync(join(root, 'asked/.create-serverless-mcp.json'), 'utf8'))
  expect(options).toMatchObject({ name: 'asked', authorization: 'token', workflows: false, samples: false })
})

describe.each<[shape: string, args: string[], has: string[], hasNot: string[]]>([
  [
    'lean',
    [],
    ['app/tools/ping.ts', 'policy', 'vendor'],
    ['bench', 'bootstrap', 'e2e', '.github', 'packages', '.ci', 'docs/delivery.md'],
  ],
  [
    'jwt with workflows',
    ['--workflows', '--authorization', 'jwt', '--issuer', 'https://login.example.com'],
    ['.github/workflows', 'bootstrap'],
    ['bench', 'e2e', 'packages'],
  ],
  [
    'everything',
    ['--workflows', '--bench', '--e2e'],
    ['.github/workflows', 'bootstrap', 'bench', 'e2e'],
    ['packages', 'scripts/create.ts'],
  ],
])('%s', (shape, args, has, hasNot) => {
  const project = join(root, shape.replaceAll(' ', '-'))
  const name = shape.replaceAll(' ', '-').replace('lean', 'orders-mcp')
  afterAll(() => rmSync(project, { recursive: true, force: true }))

  test('is made, with what was asked for, under its name', async () => {
    const { code, stdout, stderr } = await create(project, '--yes', '--name', name, '--vendor', packed, ...args).ended
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(new RegExp(`\\n${name} is there\\. Next:\\n`))
    for (const path of has) expect(globSync(path, { cwd: project }), path).toEqual([path])
    for (const path of hasNot) expect(globSync(path, { cwd: project }), path).toEqual([])
    expect(JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).name).toBe(name)
    const prod = readFileSync(join(project, 'Pulumi.prod.yaml'), 'utf8')
    expect(prod).toContain(shape.startsWith('jwt') ? 'issuer: https://login.example.com' : 'mcp:authorization: token')
  })

  test('has a lockfile that npm ci takes', () => expectPasses(project, 'npm', 'ci', '--dry-run'))

  test('has docs whose links and scripts are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
    for (const path of ['README.md', ...globSync('docs/*.md', { cwd: project })]) {
      const text = readFileSync(join(project, path), 'utf8')
      for (const [, target = ''] of text.matchAll(/\]\((?![a-z]+:|#)([^)#]+)/g))
        expect(globSync(join(path, '..', target), { cwd: project }), `${path}: ${target}`).toHaveLength(1)
      for (const [row] of text.matchAll(/^\|.*npm run ([\w:-]+).*$/gm))
        expect(Object.keys(scripts), row).toContain(/npm run ([\w:-]+)/.exec(row)?.[1])
    }
  })

  test('passes npm run check', () => expectPasses(project, 'npm', 'run', 'check'))

  test('answers a call of its own client', async () => {
    await using server = grouped(run('npm', ['start', '--', '--port', '0'], {}, { cwd: project, detached: true }))
    const [, MCP_SERVER_ENDPOINT] = await server.prints(/MCP endpoint: (\S+)/)
    const { code, stdout, stderr } = await run('npm', ['run', 'client'], { MCP_SERVER_ENDPOINT }, { cwd: project })
      .ended
    expect(stdout, stderr).toContain('Counted down from 3.')
    expect(code).toBe(0)
  })

  if (shape !== 'lean') return

  test('installs anew by npm ci, and passes its tests', async () => {
    await expectPasses(project, 'npm', 'ci', '--prefer-offline', '--no-audit')
    await expectPasses(project, 'npm', 'test')
  })

  describe.skipIf(inject('image') === null)('in containers', () => {
    test('builds an image that answers a call', async () => {
      const image = `${inject('image')}-created`
      await expectPasses(project, 'npm', 'run', 'image', '--', '--tag', image)
      try {
        await using server = await container(image)
        const { body } = await server.invoke<APIGatewayProxyResult>(
          rpcEvent('tools/call', { name: 'ping', arguments: { message: 'hi' } }),
        )
        expect(JSON.parse(body)).toMatchObject({ result: { content: [{ type: 'text' }] } })
      } finally {
        docker('rmi', '--force', image)
      }
    })

    test('serves the whole deployment by npm run local', async () => {
      const args = ['run', 'local', '--', '--port', '0']
      await using local = grouped(run('npm', args, {}, { cwd: project, detached: true }))
      const [, MCP_SERVER_ENDPOINT, MCP_AUTH_TOKEN] = await local.prints(
        /MCP_SERVER_ENDPOINT=(\S+) MCP_AUTH_TOKEN=(\S+)/,
      )
      const env = { MCP_SERVER_ENDPOINT, MCP_AUTH_TOKEN }
      const { stdout } = await run('npm', ['run', 'client'], env, { cwd: project }).ended
      expect(stdout).toContain('Counted down from 3.')
    })
  })
})
