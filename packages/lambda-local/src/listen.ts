import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listening extends AsyncDisposable {
  port: number
  servers: readonly Server[]
}

/**
 * Listens on several addresses and one port. An address that this machine does not have is left out, as IPv6's may be,
 * unless it is the first.
 *
 * @param port 0 lets the system choose one
 */
export async function listen(addresses: readonly string[], port: number): Promise<Listening> {
  const servers: Server[] = []
  let chosen = port
  try {
    for (const address of addresses) {
      const server = createServer()
      const bound = await bind(server, chosen, address, servers.length > 0)
      if (bound === undefined) continue
      chosen = bound
      servers.push(server)
    }
  } catch (error) {
    await close(servers)
    throw error
  }
  return { port: chosen, servers, [Symbol.asyncDispose]: () => close(servers) }
}

/** Returns the port, or undefined when the address may be missing and is. */
async function bind(server: Server, port: number, address: string, mayMiss: boolean): Promise<number | undefined> {
  server.listen(port, address)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (mayMiss && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(code)) return undefined
    throw error
  }
  return (server.address() as AddressInfo).port
}

async function close(servers: readonly Server[]): Promise<void> {
  for (const server of servers) server.closeAllConnections()
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
}
