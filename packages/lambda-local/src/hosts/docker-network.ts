import { secretSpelling } from '../lambda/runtime-address.ts'
import { bridgeAddresses } from './addresses.ts'
import { docker } from './docker.ts'
import type { Network } from './host.ts'
import { findReach, type Reached } from './reach.ts'

/** A way by which containers reach this machine. */
export interface Way extends Network, Reached {
  /** For `docker run`. */
  args: readonly string[]
}

/** Finds how containers of the engine reach this machine. Disposed of, it takes away what it has made in the engine. */
export interface DockerNetwork extends AsyncDisposable {
  /** The way in use. Rejects with the remedy where there is none. */
  current(image: string): Promise<Way>
  /** Another way than one that has led nowhere; undefined where that one leads here. Rejects as `current` does. */
  instead(failed: Way, image: string): Promise<Way | undefined>
}

class NoWay extends Error {}

/** Made in the engine where its own network does not lead here. One for all checkouts. */
const ownNetwork = 'serverless-mcp-local'

/**
 * On Linux containers reach this machine by its address on their bridge, which nothing but containers reaches: the first
 * instance tries it. (`--network=host` would do without, and let a function reach servers on loopback that it would miss in
 * Lambda.) Where there is no such address, or nothing arrives there, a container of its own tries every other way.
 */
export function dockerNetwork(): DockerNetwork {
  const replacements = new WeakMap<Way, Promise<Way | undefined>>()
  let way: Promise<Way> | undefined
  let made = false

  function use(found: Promise<Way>): Promise<Way> {
    way = found
    found.catch(() => (way = undefined)) // The engine may be started meanwhile, or a firewall opened.
    return found
  }
  async function assume(image: string): Promise<Way> {
    const [bridge] = await bridgeAddresses()
    return bridge === undefined ? find(image) : wayBy({ listen: bridge, reach: bridge })
  }
  async function find(image: string): Promise<Way> {
    const reached = await findReach(image, undefined)
    if (reached) return wayBy(reached)
    // It may be there, of another run.
    await docker('network', 'create', ownNetwork).then(
      () => (made = true),
      () => {},
    )
    const byOwn = await findReach(image, ownNetwork)
    if (byOwn) return wayBy(byOwn, `--network=${ownNetwork}`)
    throw new NoWay(
      'No container reaches this machine: let containers through its firewall (sudo ufw allow in on docker0), or see docs/local.md, "When containers do not start"',
    )
  }

  return {
    current: image => way ?? use(assume(image)),
    instead(failed, image) {
      const known = replacements.get(failed)
      if (known) return known
      const search = find(image).catch(error => {
        if (error instanceof NoWay) throw error
        return failed // Its own reason not to start is the instance's too, which has said it.
      })
      const found = use(search.then(other => (isSame(other, failed) ? failed : other)))
      const replacement = found.then(other => (other === failed ? undefined : other))
      replacements.set(failed, replacement)
      return replacement
    },
    async [Symbol.asyncDispose]() {
      // Whoever else uses it keeps it.
      if (made) await docker('network', 'rm', ownNetwork).catch(() => {})
    },
  }
}

function wayBy({ listen, reach }: Reached, ...args: string[]): Way {
  return { listen, reach, args, createAddress: secretSpelling }
}

const isSame = (one: Way, other: Way): boolean =>
  one.listen === other.listen && one.reach === other.reach && one.args.join() === other.args.join()
