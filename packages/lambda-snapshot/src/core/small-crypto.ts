// `crypto` for the server's own part: the MCP SDK draws a UUID for each call, and Node's own `crypto`, which no snapshot can
// hold, takes 5 ms to load for it. Linux draws them as well. Whatever else is asked for is Node's.
import { readFileSync } from 'node:fs'

/** A new one at each read, by the kernel's own generator: https://man7.org/linux/man-pages/man4/random.4.html */
const source = '/proc/sys/kernel/random/uuid'

const own: { randomUUID: typeof globalThis.crypto.randomUUID } = {
  randomUUID() {
    try {
      return readFileSync(source, 'latin1').trim() as ReturnType<typeof globalThis.crypto.randomUUID>
    } catch {
      return globalThis.crypto.randomUUID() // Not on Linux.
    }
  },
}

const small = new Proxy(own as typeof globalThis.crypto, {
  get: (_own, name) => (name === 'randomUUID' ? own.randomUUID : nodes(name)),
  has: (_own, name) => name in globalThis.crypto,
})

/** A method works on Node's object only. */
function nodes(name: string | symbol): unknown {
  const value = Reflect.get(globalThis.crypto, name)
  return typeof value === 'function' ? value.bind(globalThis.crypto) : value
}

export { small as crypto }
