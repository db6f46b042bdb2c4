import { createServer, isIPv4 } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, startChild } from './child.ts'
import { docker } from './docker.ts'
import type { Host, Network } from './host.ts'
import { ownerLabel } from './leftovers.ts'

export interface DockerHostOptions {
  /** Its name, taken anew for every container: one that has been built since is used. Never pulled. */
  image: string
  /** More for `docker run`. Default: nothing. */
  args?: readonly string[]
}

/** Runs containers of an image, in which the official runtime is at work as in Lambda. */
export function dockerHost({ image, args = [] }: DockerHostOptions): Host {
  let network: Promise<Network> | undefined
  return {
    network() {
      network ??= findNetwork()
      network.catch(() => (network = undefined)) // The engine may be started meanwhile.
      return network
    },

    launch({ id, handler, memorySize, environment, print }) {
      const variables = Object.entries(environment).map(([name, value]) => `--env=${name}=${value}`)
      const named = ['run', '--rm', '--name', id, ownerLabel(), '--pull=never']
      // Attached, so that its lines arrive here, and this client ends when the container is removed.
      const client = startChild('docker', [...named, ...sandbox(memorySize), ...args, ...variables, image, handler], {
        print,
      })
      return { ended: client.ended, kill: () => kill(id, client) }
    },
  }
}

/**
 * What Lambda allows: the memory without swap, a read-only file system with a writable /tmp, and some user without rights.
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
 */
function sandbox(memorySize: number): string[] {
  return [
    `--memory=${memorySize}m`,
    `--memory-swap=${memorySize}m`,
    '--read-only',
    '--tmpfs=/tmp:exec,mode=1777,size=512m',
    '--user=993:990',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
  ]
}

/**
 * Docker's engine on Linux shares this machine's network: containers reach the address of its bridge, and nothing but
 * containers does. (A firewall on the bridge has to let them; `--network=host` would do without, and let a function reach
 * servers on loopback that it would miss in Lambda.) Elsewhere the engine runs in a virtual machine, from which Docker
 * Desktop leads host.docker.internal to this machine's loopback.
 */
async function findNetwork(): Promise<Network> {
  const gateways = await docker(
    'network',
    'inspect',
    'bridge',
    '--format',
    '{{range .IPAM.Config}}{{.Gateway}} {{end}}',
  )
  const bridge = gateways.split(' ').find(isIPv4)
  return bridge && (await isOurs(bridge))
    ? { listen: bridge, reach: bridge }
    : { listen: '127.0.0.1', reach: 'host.docker.internal' }
}

/** Tried, as Node.js does not list the address of a bridge that no container uses yet. */
function isOurs(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(0, address, () => server.close(() => resolve(true)))
  })
}

/** Kills a container without `docker stop`'s ten seconds. It may not be there yet: then again, as long as its client lives. */
async function kill(id: string, { process: client, ended }: Child): Promise<void> {
  const gone = ended.then(() => true)
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    const waitMs = await docker('kill', id).then(
      () => 10_000,
      () => 50,
    )
    if (await Promise.race([gone, sleep(waitMs, false, { ref: false })])) return
  }
  client.kill('SIGKILL') // The engine no longer answers.
  await ended
}
