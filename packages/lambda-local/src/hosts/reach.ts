import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { BlockList, isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { listen } from '../listen.ts'
import { bridgeAddresses, machineAddresses } from './addresses.ts'
import { docker, dockerWith } from './docker.ts'
import { ownerLabel } from './leftovers.ts'

/** A way from a container to this machine: where it calls, and where that arrives. */
export interface Reached {
  listen: string
  reach: string
}

const program = readFileSync(join(import.meta.dirname, 'reach.cjs'), 'utf8')

/** Names of this machine in containers: what Docker leads `host-gateway` to, Docker Desktop's, Podman's, and slirp4netns', which engines without root may use. */
const hostGateway = 'gateway.docker.internal'
const names = [hostGateway, 'host.docker.internal', 'host.containers.internal', '10.0.2.2']

/**
 * Has a container call this machine, by every name that it may have there, at every address that it has here.
 *
 * @param image one with Node.js, which Lambda's base image has
 * @param network the engine's network that the container is in
 * @returns the best way that works: to this machine as the container's router, to loopback, to another address; undefined:
 * there is none
 * @throws {Error} when the container does not start
 */
export async function findReach(image: string, network: string | undefined): Promise<Reached | undefined> {
  const bridge = await bridgeAddresses(network)
  // The first one's port is the others' too, so it has to be there.
  const addresses = [...new Set(['127.0.0.1', ...bridge, ...machineAddresses()])]
  const secret = randomBytes(16).toString('hex')
  const found: (Reached & { rank: number })[] = []
  await using listening = await listen(addresses, 0)
  for (const server of listening.servers) {
    server.on('request', (req, res) => {
      const [, told, reach = '', isRouter] = req.url?.split('/') ?? []
      const { localAddress = '', remoteAddress = '' } = req.socket
      const rank = [isRouter === 'true', localAddress === '127.0.0.1', isFromHere(remoteAddress, localAddress)].indexOf(
        true,
      )
      if (told === secret && isIPv4(reach) && rank !== -1) found.push({ listen: localAddress, reach, rank })
      res.end()
    })
  }
  await call(image, network, { names: [...names, ...bridge, ...machineAddresses()], port: listening.port, secret })
  const [best] = found.sort((one, other) => one.rank - other.rank)
  return best && { listen: best.listen, reach: best.reach }
}

/** Runs the container. Rejects when it does not start. */
async function call(image: string, network: string | undefined, what: object): Promise<void> {
  const name = `serverless-mcp-reach-${randomBytes(3).toString('hex')}`
  const container = ['run', '--rm', '--name', name, ownerLabel(), '--pull=never', '--cap-drop=ALL', '--env=CALL']
  if (network !== undefined) container.push(`--network=${network}`)
  const run = (...args: string[]) =>
    dockerWith({ CALL: JSON.stringify(what) }, ...container, ...args, '--entrypoint=node', image, '--eval', program)
  await run(`--add-host=${hostGateway}:host-gateway`)
    .catch(() => run()) // An engine from before 2020, or Podman, may not know `host-gateway`.
    .catch(async error => {
      await docker('rm', '--force', name).catch(() => {})
      const reason = String(error.stderr ?? error.message)
        .trim()
        .split('\n')
      throw new Error(`The container that looks for this machine does not start: ${reason[0]}`)
    })
}

/**
 * Whether a caller at another address is on this machine nonetheless: it has an address of it, or comes over another
 * interface, as a container does on a bridge. An engine elsewhere may well reach this machine, but what passes between
 * would be for everybody to read.
 */
function isFromHere(remote: string, local: string): boolean {
  if (machineAddresses().includes(remote)) return true
  return Object.values(networkInterfaces()).some(addresses => {
    const here = addresses?.filter(({ family }) => family === 'IPv4') ?? []
    const subnets = new BlockList()
    for (const { address, cidr } of here) subnets.addSubnet(address, Number(cidr?.split('/')[1] ?? 32))
    return !here.some(({ address }) => address === local) && subnets.check(remote)
  })
}
