import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { node, type Process } from '../testing/processes.ts'
import { docker } from './container.ts'
import { createEmulatorCall, type EmulatorCall } from './emulator-call.ts'
import { ministackVersion } from './requirements.ts'
import { listen } from './transports.ts'

/** AWS on loopback, as MiniStack emulates it. When it goes out of scope, it ends, and its containers with it. */
export interface Ministack extends AsyncDisposable {
  port: number
  call: EmulatorCall
}

interface Place {
  account?: string
  region?: string
}

/**
 * Starts MiniStack, an emulator of AWS that nobody here wrote, in a process of its own. https://pypi.org/project/ministack
 *
 * @param program its name or path
 * @param place the account and region of what is made without naming one. Default: 000000000000 in us-east-1
 * @throws {Error} when it does not start, or is of another version
 */
export async function startMinistack(
  program: string,
  { account, region = 'us-east-1' }: Place = {},
): Promise<Ministack> {
  const port = await freePort()
  const owner = `serverless-mcp-${process.pid}`
  const leashed = node(
    [join(import.meta.dirname, '../testing/leash.ts'), program],
    {
      BIND_HOST: '127.0.0.1', // By default it listens on every network.
      GATEWAY_PORT: String(port),
      MINISTACK_HOSTNAME: owner, // Beside the port, in the label of its containers.
      IOT_MTLS_ENABLED: '0',
      LOG_LEVEL: 'WARNING',
      MINISTACK_REGION: region,
      ...(account !== undefined && { MINISTACK_ACCOUNT_ID: account }),
    },
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const url = `http://127.0.0.1:${port}`

  async function stop(): Promise<void> {
    leashed.child.stdin?.end()
    await leashed.ended
    const left = await docker('ps', '--all', '--quiet', '--filter', `label=ministack.instance=${owner}:${port}`)
    if (left !== '') await docker('rm', '--force', ...left.split('\n'))
  }

  try {
    await ready(url, leashed)
    await checkVersion(url, program)
  } catch (error) {
    await stop()
    throw error
  }
  return { port, call: createEmulatorCall(url, region), [Symbol.asyncDispose]: stop }
}

async function freePort(): Promise<number> {
  await using server = await listen(() => {})
  return Number(new URL(server.url).port)
}

async function ready(url: string, { child, output }: Process): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`MiniStack ended before it was ready:\n${output()}`)
    const ok = await fetch(`${url}/_ministack/ready`).then(
      async answer => (await answer.text()) !== '' && answer.ok,
      () => false, // It does not listen yet.
    )
    if (ok) return
    await sleep(50)
  }
}

async function checkVersion(url: string, program: string): Promise<void> {
  const { version } = (await (await fetch(`${url}/_ministack/health`)).json()) as { version: string }
  if (version !== ministackVersion) {
    throw new Error(`${program} is MiniStack ${version}, but the cases know ${ministackVersion}: install that.`)
  }
}
