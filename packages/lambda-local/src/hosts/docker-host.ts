import { setTimeout as sleep } from 'node:timers/promises'
import { machineName } from '../lambda/runtime-address.ts'
import { type Child, startChild } from './child.ts'
import { docker } from './docker.ts'
import { type DockerNetwork, dockerNetwork, type Way } from './docker-network.ts'
import { createEnvFile } from './env-file.ts'
import type { Host } from './host.ts'
import { ownerLabel } from './leftovers.ts'

interface DockerHostOptions {
  /** Its name, taken anew for every container: one that has been built since is used. Never pulled. */
  image: string
  /** How its containers reach this machine. Default: one of its own. */
  network?: DockerNetwork
  /** By what other names its containers know this machine. Default: none. */
  hostNames?: readonly string[]
}

/** Runs containers of an image, in which the official runtime is at work as in Lambda. */
export function dockerHost({ image, network = dockerNetwork(), hostNames = [] }: DockerHostOptions): Host {
  return {
    network: () => network.current(image),
    otherNetwork: failed => network.instead(failed as Way, image),

    launch({ id, handler, memorySize, environment, network, print }) {
      const { reach, args } = network as Way
      const names = [machineName, ...hostNames].map(name => `--add-host=${name}:${reach}`)
      const env = createEnvFile(environment)
      const named = ['run', '--rm', '--name', id, ownerLabel(), '--pull=never']
      // Attached, so that its lines arrive here, and this client ends when the container is removed.
      const client = startChild(
        'docker',
        [...named, ...sandbox(memorySize), ...args, ...names, ...env.args, image, handler],
        {
          env: { ...process.env, ...env.variables },
          print,
        },
      )
      const ended = client.ended.finally(() => env[Symbol.dispose]())
      return { ended, kill: () => kill(id, { ...client, ended }) }
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
