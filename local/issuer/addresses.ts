import { bridgeAddresses } from 'lambda-local'

/**
 * What `docker run` needs so that `localhost` in the container is this machine, too. A name there has both addresses
 * then; Node.js tries the container's own first, where nothing listens on the issuer's port, and this machine's next.
 */
export const reachIssuer = ['--add-host', 'localhost:host-gateway'] as const

/**
 * The addresses at which browsers, clients and containers of this machine, and nobody else, find the issuer: loopback,
 * and the machine's end of Docker's bridge. Docker Desktop has no such end, as it hands what containers send to the host
 * over to loopback, https://docs.docker.com/desktop/features/networking/networking-how-tos/.
 */
export async function issuerAddresses(): Promise<string[]> {
  return ['127.0.0.1', '::1', ...(await bridgeAddresses())]
}
