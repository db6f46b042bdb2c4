import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { bridgeAddresses, machineAddresses } from './addresses.ts'
import { docker, dockerWith } from './docker.ts'
import { listen } from './issuer/listen.ts'
import { ownerLabel } from './leftovers.ts'

/** A way from a container to this machine: where it calls, and where that arrives. */
export interface Reached {
  listen: string
  reach: string
}

const program = readFileSync(join(import.meta.dirname, 'reach.cjs'), 'utf8')

/** Names of this machine in containers: what Docker leads `host-gateway` to, Docker Desktop's own, and Podman's. */
const hostGateway = 'gateway.docker.internal'
const names = [hostGateway, 'host.docker.internal', 'host.containers.internal']

/**
 * Has a container call this machine, by every name that it may have there, at every address that it has here.
 *
 * @param image one with Node.js, which Lambda's base image has
 * @param network the engine's network that the container is in
 * @returns the best way that works: by the bridge, by loopback, by any other address; undefined: there is none
 */
export async function findReach(image: string, network: string | undefined): Promise<Reached | undefined> {
  const bridge = await bridgeAddresses(network)
  // The first one's port is the others' too, so it has to be there.
  const addresses = [...new Set(['127.0.0.1', ...bridge, ...machineAddresses()])]
  const secret = randomBytes(16).toString('hex')
  const found: Reached[] = []
  await using listening = await listen(addresses, 0)
  for (const server of listening.servers) {
    server.on('request', (req, res) => {
      const [, told, reach = ''] = req.url?.split('/') ?? []
      const { localAddress = '' } = req.socket
      if (told === secret && isIPv4(reach) && isFromHere(req)) found.push({ listen: localAddress, reach })
      res.end()
    })
  }
  await call(image, network, { names: [...names, ...bridge, ...machineAddresses()], port: listening.port, secret })
  const rank = ({ listen }: Reached) => [...bridge, '127.0.0.1', ...addresses].indexOf(listen)
  return found.sort((one, other) => rank(one) - rank(other))[0]
}

/** Runs the container. One that does not start reaches nothing, for a reason that whoever starts the next one is told. */
async function call(image: string, network: string | undefined, what: object): Promise<void> {
  const name = `serverless-mcp-reach-${randomBytes(3).toString('hex')}`
  const container = ['run', '--rm', '--name', name, ownerLabel(), '--pull=never', '--cap-drop=ALL', '--env=CALL']
  if (network !== undefined) container.push(`--network=${network}`)
  const run = (...args: string[]) =>
    dockerWith({ CALL: JSON.stringify(what) }, ...container, ...args, '--entrypoint=node', image, '--eval', program)
  await run(`--add-host=${hostGateway}:host-gateway`)
    .catch(() => run()) // An engine from before 2020, or Podman, may not know `host-gateway`.
    .catch(() => docker('rm', '--force', name))
    .catch(() => {})
}

/**
 * Whether a caller is on this machine: it has an address of it, or comes over an interface of its own, as a container does
 * on a bridge. An engine elsewhere may well reach this machine, but what passes between would be for everybody to read.
 */
function isFromHere({ socket: { remoteAddress = '', localAddress = '' } }: IncomingMessage): boolean {
  if (remoteAddress.startsWith('127.') || machineAddresses().includes(remoteAddress)) return true
  return Object.values(networkInterfaces()).some(addresses => {
    const here = addresses?.filter(({ family }) => family === 'IPv4') ?? []
    const carries = here.some(({ address }) => address === localAddress)
    const subnets = new BlockList()
    for (const { address, cidr } of here) subnets.addSubnet(address, Number(cidr?.split('/')[1] ?? 32))
    return !carries && subnets.check(remoteAddress)
  })
}
