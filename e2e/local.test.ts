import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ownerLabel } from 'lambda-local'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { copyWithFixtures } from '../testing/copy-project.ts'
import { node, type Process, run } from '../testing/processes.ts'
import { docker } from './container.ts'
import { listen } from './transports.ts'

const withoutDocker = { DOCKER_HOST: 'unix:///nonexistent' }
const root = resolve('.')

/** `npm run local -- …`, on a port of the system's choice unless one is given. Ended by Ctrl-C. */
function local(args: string[] = [], env: NodeJS.ProcessEnv = withoutDocker, checkout = root): Process {
  const server = node([join(checkout, 'local/local.ts'), '--port', '0', ...args], env, { cwd: checkout })
  return Object.assign(server, {
    async [Symbol.asyncDispose]() {
      await interrupt(server)
    },
  })
}

function interrupt({ child, ended }: Process) {
  child.kill('SIGINT')
  return ended
}

/** Runs the sample client by the line that was printed for it. */
async function client(server: Process) {
  const [, variables = ''] = await server.prints(/^Client: +(.+) npm run client$/m)
  const env = Object.fromEntries(variables.split(' ').map(pair => pair.split('=')))
  return node(['client/client.ts'], env).ended
}

async function endpointOf(server: Process): Promise<string> {
  const [, endpoint = ''] = await server.prints(/^Endpoint: +(\S+)$/m)
  return endpoint
}

/** The child processes of a process. */
async function childrenOf({ child }: Process): Promise<number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']).ended
  const pairs = stdout.split('\n').map(line => line.trim().split(/\s+/).map(Number))
  return pairs.flatMap(([pid = 0, parent]) => (parent === child.pid ? [pid] : []))
}

const foldersOf = ({ child }: Process) =>
  readdirSync(tmpdir()).filter(name => name.startsWith(`serverless-mcp-local-${child.pid}@${hostname()}-`))

async function containersOf({ child }: Process): Promise<string[]> {
  const label = ownerLabel(child.pid).replace('--label=', 'label=')
  const names = await docker('ps', '--all', '--filter', label, '--format', '{{.Names}}')
  return names === '' ? [] : names.split('\n')
}

describe('without Docker', () => {
  test('the sample client is answered by the line that was printed for it, and Ctrl-C leaves nothing', async () => {
    await using server = local()
    expect(await client(server)).toMatchObject({ code: 0, stdout: expect.stringContaining('listTools response: ') })
    await server.prints(/started in/)
    expect(server.output()).toMatch(/^Functions: +a bundle in child processes .+, as no Docker engine answers$/m)
    expect(server.output()).toMatch(/^Endpoint: +http:\/\/localhost:\d+\/dev\/mcp$/m)
    const children = await childrenOf(server)
    expect(children).toHaveLength(1)
    expect(foldersOf(server)).toHaveLength(1)

    expect(await interrupt(server)).toMatchObject({ code: 0, stderr: '' })
    expect(foldersOf(server)).toEqual([])
    for (const pid of children) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  test('what a killed run has left is gone once the next one has started', async () => {
    await using killed = local()
    await killed.prints(/started in/)
    killed.child.kill('SIGKILL')
    await killed.ended
    expect(foldersOf(killed)).toHaveLength(1)
    await using next = local()
    await endpointOf(next)
    expect(foldersOf(killed)).toEqual([])
  })

  test('a stack that asks for a token gets one made up, and lets in nobody without it', async () => {
    await using server = local(['-s', 'qas'])
    expect(await client(server)).toMatchObject({ code: 0 })
    const [, token = ''] = await server.prints(/^Token: +([0-9a-f]{64}), made up for this run$/m)
    expect(server.output()).not.toContain(createHash('sha256').update(token).digest('hex'))

    const endpoint = await endpointOf(server)
    expect(endpoint).toMatch(/\/qas\/mcp$/)
    const wrong = node(['client/client.ts'], { MCP_SERVER_ENDPOINT: endpoint, MCP_AUTH_TOKEN: 'wrong' })
    expect((await wrong.ended).stderr).toMatch(/^401 from .+: the token in MCP_AUTH_TOKEN is not accepted/)
    const challenged = await fetch(endpoint, { method: 'POST', body: '{}' })
    expect(challenged.status).toBe(401)
    expect(challenged.headers.get('www-authenticate')).toMatch(/^Bearer/)
  })

  test('--instances starts so many, and --chaos kills one after the other', async () => {
    await using server = local(['--instances', '3', '--chaos'])
    const [, victim = ''] = await server.prints(/chaos: killed (\S+)/)
    expect(server.output().match(/ started in/g)).toHaveLength(3)
    expect(server.output()).toContain(`${victim} started in`)
    expect(await client(server)).toMatchObject({ code: 0 })
  })
})

test('--soak prints its figures and ends', async () => {
  await using server = local(['--soak', '--calls', '100', '--instances', '4'])
  const { code, stdout } = await server.ended
  expect(stdout).toMatch(
    /^Soak: 100 calls of 200 clients, .+ to 4 instances,\n[\s\S]+ {2}answered\n[\s\S]+^Sound: .+\n$/m,
  )
  expect(code).toBe(0)
})

describe('in a copy of the project', () => {
  const copy = mkdtempSync(join(tmpdir(), 'serverless-mcp-copy-'))
  beforeAll(() => copyWithFixtures(copy))
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  test('a change in app/ restarts the functions, and one that cannot be built leaves them as they were', async () => {
    await using server = local([], withoutDocker, copy)
    await server.prints(/started in/)
    const index = join(copy, 'app/tools/index.ts')
    appendFileSync(index, 'this is no TypeScript\n')
    await server.prints(/^.+ ended with exit code 1, .+\. The functions keep running as they were\.$/m)
    expect(server.output()).toContain('app/tools/index.ts')
    expect(await client(server)).toMatchObject({ code: 0, stdout: expect.not.stringContaining('pong-2') })

    writeFileSync(index, "export { ping } from './ping.ts'\nexport { pong } from './pong.ts'\n")
    const tool = "export const pong = defineTool({ name: 'pong-2', description: 'New.', run: () => 'new' })\n"
    writeFileSync(join(copy, 'app/tools/pong.ts'), `import { defineTool } from '../mcp/tool.ts'\n${tool}`)
    await server.prints(/^Restarted\.$/m)
    expect(await client(server)).toMatchObject({ code: 0, stdout: expect.stringContaining('pong-2') })
  })

  test('a test that changes restarts nothing, as it is no part of what runs', async () => {
    await using server = local([], withoutDocker, copy)
    await server.prints(/started in/)
    appendFileSync(join(copy, 'app/tools/new.test.ts'), '// changed\n')
    appendFileSync(join(copy, 'app/tools/ping.ts'), '// changed\n')
    await server.prints(/^Restarted\.$/m)
    expect(server.output().match(/^Changed: /gm)).toHaveLength(1)
  })

  test('a stack file is read by the rules of its deployment, with every mistake at once', async () => {
    writeFileSync(join(copy, 'Pulumi.bad.yaml'), 'config:\n  mcp:lamda: {}\n  mcp:authorization: maybe\n')
    await using server = local(['-s', 'bad'], withoutDocker, copy)
    expect(await server.ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^The configuration of the stack "bad" cannot be used:\n {2}- mcp:authorization is maybe, but must be none or .+\n {2}- mcp:lamda is not a known key\. Did you mean mcp:lambda\? .+\n$/,
      ),
    })
  })
})

describe('what cannot be is one line with the remedy, and exit code 1:', () => {
  test.each<[string, string[], RegExp]>([
    [
      'an unknown stack',
      ['-s', 'nowhere'],
      /^The stack "nowhere" has no file Pulumi\.nowhere\.yaml: the stacks here are /,
    ],
    ['a stack without its option', ['qas'], /^Unexpected argument 'qas'\. .*Example: npm run local -- -s dev/],
    ['an unknown option', ['--watch'], /^Unknown option '--watch'\. .*Example: npm run local -- -s dev/],
    ['no port', ['--port', 'http'], /^--port is "http", but must be a whole number from 0 to 65535\. Example: /],
    ['no instances', ['--instances', '0'], /^--instances is "0", but must be a whole number from 1 to /],
    ['too many instances', ['--instances', '11'], /^--instances is 11, but the server function has at most 10\. .+/],
  ])('%s', async (_what, args, line) => {
    await using server = local(args)
    const { code, stdout, stderr } = await server.ended
    expect(stderr).toMatch(line)
    expect(stderr.trimEnd()).not.toContain('\n')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  test('a port that is taken', async () => {
    await using taken = await listen(() => {})
    const { port } = new URL(taken.url)
    await using server = local(['--port', port])
    const { code, stderr } = await server.ended
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Port ${port} is taken. Stop what listens there, or choose another: npm run local -- --port ${Number(port) + 1}\n`,
    })
    expect(foldersOf(server)).toEqual([])
  })
})

describe.skipIf(inject('image') === null)('in containers', () => {
  test('the sample client is answered by the image of this checkout, and Ctrl-C leaves nothing', async () => {
    await using server = local([], {})
    expect(await client(server)).toMatchObject({ code: 0, stdout: expect.stringContaining('listTools response: ') })
    const [, image = ''] = await server.prints(/^Functions: +(serverless-mcp:local-[0-9a-f]{16}), built /m)
    const [container = ''] = await containersOf(server)
    expect(await docker('inspect', '--format', '{{.Config.Image}}', container)).toBe(image)
    expect(server.output()).toContain(`${container} started in`)
    expect(await interrupt(server)).toMatchObject({ code: 0 })
    expect(await containersOf(server)).toEqual([])

    await using next = local([], {})
    await next.prints(new RegExp(`^Functions: +${image}, built before$`, 'm'))
  })

  test('what a killed run has left is gone once the next one has started', async () => {
    await using killed = local([], {})
    await killed.prints(/started in/)
    killed.child.kill('SIGKILL')
    await killed.ended
    // The container ends by itself when its Runtime API is gone; one that hangs would not.
    const hanging = ['--entrypoint', 'sleep', inject('image') ?? '', '600']
    const name = `hanging-${killed.child.pid}`
    await docker('run', '--detach', '--rm', '--name', name, ownerLabel(killed.child.pid), ...hanging)
    await using next = local([], {})
    await endpointOf(next)
    await expect.poll(() => containersOf(killed)).toEqual([])
  })

  test('the authorizer runs in a container of the same image', async () => {
    await using server = local(['-s', 'qas'], {})
    expect(await client(server)).toMatchObject({ code: 0 })
    const containers = (await containersOf(server)).join(' ')
    expect(containers).toContain('serverless-mcp-qas-server-')
    expect(containers).toContain('serverless-mcp-qas-authorizer-')
  })
})
