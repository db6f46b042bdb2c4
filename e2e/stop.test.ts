import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { ownerLabel } from 'lambda-local'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { type Process, run } from '../testing/processes.ts'
import { docker } from './container.ts'

// What runs until it is stopped, and how that is done: nothing of it may be left.

const withoutDocker = { DOCKER_HOST: 'unix:///nonexistent' }
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const

interface Row {
  pid: number
  parent: number
  command: string
}

async function processes(): Promise<Row[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat=,args=']).ended
  return stdout.split('\n').flatMap(line => {
    const [, pid, parent, state = '', command = ''] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? []
    return pid === undefined || state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), command }]
  })
}

/** A process and all that descend from it. */
async function familyOf(pid: number | undefined): Promise<Row[]> {
  const all = await processes()
  const family = all.filter(row => row.pid === pid)
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid))
  return family
}

const idsOf = (rows: Row[]) => rows.map(({ pid }) => pid)

/** Those that live on. */
const left = async (family: Row[]) => {
  const living = idsOf(await processes())
  return family.filter(({ pid }) => living.includes(pid))
}

const foldersOf = (pids: number[]) =>
  readdirSync(tmpdir()).filter(name => pids.some(pid => name.startsWith(`serverless-mcp-local-${pid}@${hostname()}-`)))

async function containersOf(pids: number[]): Promise<string[]> {
  const lists = pids.map(async pid => {
    const filter = ownerLabel(pid).replace('--label=', 'label=')
    return docker('ps', '--all', '--filter', filter, '--format', '{{.Names}}')
  })
  return (await Promise.all(lists)).filter(names => names !== '')
}

/** Starts a script of package.json as people do, or what it runs by Node itself. */
function start(script: string, args: string[], how: 'npm' | 'node', env: NodeJS.ProcessEnv = withoutDocker): Process {
  const commands = {
    local: 'local/local.ts',
    issuer: 'local/issuer.ts',
    start: 'app/local-server.ts',
    dev: '--watch app/local-server.ts',
  }
  const own = commands[script as keyof typeof commands].split(' ')
  const process =
    how === 'npm' ? run('npm', ['run', '--silent', script, '--', ...args], env) : run('node', [...own, ...args], env)
  onTestFinished(async () => {
    for (const { pid } of await familyOf(process.child.pid)) kill(pid, 'SIGKILL')
  })
  return process
}

function kill(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) global.process.kill(pid, signal)
  } catch {} // It has gone.
}

/** Signals a process, and expects that nothing of its family is left, nor of what that has made. */
async function expectStopped(server: Process, signal: NodeJS.Signals): Promise<void> {
  const family = await familyOf(server.child.pid)
  onTestFinished(async () => {
    for (const { pid } of await left(family)) kill(pid, 'SIGKILL')
  })
  kill(server.child.pid, signal)
  await expect.poll(() => left(family), { timeout: 20_000 }).toEqual([])
  expect(foldersOf(idsOf(family))).toEqual([])
}

const ready: Record<string, [args: string[], env: NodeJS.ProcessEnv, ready: RegExp]> = {
  local: [['--port', '0'], withoutDocker, /started in/],
  start: [[], { PORT: '0' }, /MCP endpoint/],
  dev: [[], { PORT: '0' }, /MCP endpoint/],
  issuer: [['--port', '0'], withoutDocker, /Issuer:/],
}

// Whether npm is gone without a word, Node's own watcher does not look.
const heard = (script: string) => (script === 'dev' ? signals.slice(0, 2) : signals)
const cases = Object.keys(ready).flatMap(script => heard(script).map(signal => [signal, script] as const))

test.each(cases)('%s to npm, of npm run %s, leaves nothing', async (signal, script) => {
  const [args, env, pattern] = ready[script] ?? expect.unreachable()
  const server = start(script, args, 'npm', env)
  await server.prints(pattern)
  await expectStopped(server, signal)
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s to Node itself leaves nothing, and is no failure',
  async signal => {
    const server = start('local', ['--port', '0'], 'node')
    await server.prints(/started in/)
    await expectStopped(server, signal)
    expect(await server.ended).toMatchObject({ code: 0, stderr: '' })
  },
)

describe('while npm run local starts,', () => {
  test.each(signals.slice(0, 3))('%s leaves nothing, neither of its build nor of its folder', async signal => {
    const server = start('local', ['--port', '0'], 'npm')
    const building = async () =>
      (await familyOf(server.child.pid)).filter(({ command }) => command.includes('scripts/build.ts'))
    await expect.poll(building, { interval: 5, timeout: 20_000 }).not.toEqual([])
    await expectStopped(server, signal)
    expect(server.output()).not.toContain('Endpoint:')
  })

  test('SIGTERM before it has done anything leaves nothing', async () => {
    const server = start('local', ['--port', '0'], 'npm')
    await expect
      .poll(async () => (await familyOf(server.child.pid)).length, { interval: 5, timeout: 20_000 })
      .toBeGreaterThan(1)
    await expectStopped(server, 'SIGTERM')
  })
})

test('SIGTERM in the middle of a soak leaves nothing', async () => {
  const server = start('local', ['--port', '0', '--soak', '--calls', '1000000', '--instances', '2'], 'npm')
  await server.prints(/Client:/)
  await expectStopped(server, 'SIGTERM')
})

test('Ctrl-C, which reaches npm and all that it has started, lets it end in order', async () => {
  const server = start('local', ['--port', '0'], 'npm')
  await server.prints(/started in/)
  const family = await familyOf(server.child.pid)
  // As a terminal does; npm then passes it on once more.
  for (const { pid, command } of family) if (!command.includes('runtime.ts')) kill(pid, 'SIGINT')
  await expect.poll(() => left(family), { timeout: 20_000 }).toEqual([])
  expect(server.output()).not.toContain('Stopped at once')
  expect(foldersOf(idsOf(family))).toEqual([])
})

test('a second signal ends npm start at once, though a request hangs', async () => {
  const server = start('start', [], 'node', { PORT: '0' })
  const [, endpoint = ''] = await server.prints(/MCP endpoint: (\S+)/)
  const { port } = new URL(endpoint)
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
  onTestFinished(() => void socket.destroy())
  socket.write(
    'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  )
  await new Promise(resolve => socket.once('connect', resolve))
  kill(server.child.pid, 'SIGTERM')
  await server.prints(/Finishing open requests/)
  kill(server.child.pid, 'SIGTERM')
  expect(await server.ended).toMatchObject({ code: 1 })
})

describe.skipIf(inject('image') === null)('of containers', () => {
  test.each(signals.slice(0, 3))('%s to npm leaves none', async signal => {
    const server = start('local', ['-s', 'qas', '--port', '0', '--instances', '2'], 'npm', {})
    await server.prints(/started in/)
    const pids = idsOf(await familyOf(server.child.pid))
    expect(await containersOf(pids)).not.toEqual([])
    await expectStopped(server, signal)
    await expect.poll(() => containersOf(pids)).toEqual([])
  })
})
