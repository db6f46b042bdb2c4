import { readFileSync } from 'node:fs'
import { BlockList, createServer, isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { docker } from './docker.ts'

/** What `docker network inspect` says, as far as it is used here. An engine that has just been installed leaves out a lot. */
interface InspectedNetwork {
  IPAM?: { Config?: { Gateway?: string; Subnet?: string }[] | null } | null
  Options?: Record<string, string> | null
}

/**
 * This machine's addresses on a bridge of Docker's engine, at which its containers find it, the likeliest first; none where
 * there is no engine, no such network, or where both are elsewhere, as with Docker Desktop. Each was listened on.
 *
 * An engine names its default bridge's gateway only from its second start on (https://github.com/moby/moby/issues/26799);
 * until then it is this machine's address in the bridge's subnet, or that of the bridge's interface.
 */
export async function bridgeAddresses(network = 'bridge'): Promise<string[]> {
  const [found] = await inspect(network)
  const config = found?.IPAM?.Config ?? []
  const subnets = config.flatMap(({ Subnet = '' }) => ipv4Subnet(Subnet) ?? [])
  const within = new BlockList()
  for (const { address, prefix } of subnets) within.addSubnet(address, prefix)
  const name = found?.Options?.['com.docker.network.bridge.name'] ?? ''
  const candidates = [
    ...config.map(({ Gateway = '' }) => Gateway.split('/')[0] ?? ''),
    ...machineAddresses().filter(address => within.check(address)),
    ...(networkInterfaces()[name] ?? []).map(({ address }) => address),
  ]
  const usable = [...new Set(candidates)].filter(address => isIPv4(address) && !loopback.check(address))
  const ours = await Promise.all(usable.map(isOurs))
  return usable.filter((_, index) => ours[index])
}

/** Every IPv4 address of this machine but loopback's. Node.js leaves out those of a bridge that no container uses; Linux knows. */
export function machineAddresses(): string[] {
  const active = Object.values(networkInterfaces()).flatMap(interfaces => interfaces ?? [])
  const addresses = [...active.map(({ address }) => address), ...linuxAddresses()]
  return [...new Set(addresses)].filter(address => isIPv4(address) && !loopback.check(address))
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)

async function inspect(network: string): Promise<InspectedNetwork[]> {
  try {
    return JSON.parse(await docker('network', 'inspect', network))
  } catch {
    return [] // No Docker, no engine, or no such network.
  }
}

function ipv4Subnet(subnet: string): { address: string; prefix: number } | undefined {
  const [address = '', prefix = ''] = subnet.split('/')
  return isIPv4(address) && Number(prefix) <= 32 && /^\d+$/.test(prefix)
    ? { address, prefix: Number(prefix) }
    : undefined
}

function linuxAddresses(): string[] {
  try {
    const table = readFileSync('/proc/net/fib_trie', 'utf8')
    return [...table.matchAll(/\|-- (\S+)\n +\/32 host LOCAL/g)].map(([, address = '']) => address)
  } catch {
    return []
  }
}

/** Tried: an engine in a virtual machine or in a network of its own has addresses that are not this machine's. */
function isOurs(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(0, address, () => server.close(() => resolve(true)))
  })
}
