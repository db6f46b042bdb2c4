import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { Server } from 'node:net'

// `node --import ./e2e/hostile/throwing-listeners.ts …`: each listener of ours does what it does, and then throws. Which were
// called is written to the file LISTENERS, a name a line. SIGUSR2 makes a server that listens fail.

const throwing = `
export function listener(name, act, to) {
  return contained(name, (...args) => {
    globalThis.noteListener(name)
    act(...args)
    throw new Error('thrown in the listener ' + name)
  }, to)
}
`

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith('/app/listener.ts')) return loaded
    return {
      ...loaded,
      source: String(loaded.source).replace('export function listener', 'function contained') + throwing,
    }
  },
})

Object.assign(globalThis, {
  noteListener: (name: string) => appendFileSync(process.env.LISTENERS ?? '/dev/null', `${name}\n`),
})

const { listen } = Server.prototype
Server.prototype.listen = function (this: Server, ...args: unknown[]) {
  process.once('SIGUSR2', () => this.emit('error', new Error('EMFILE')))
  return Reflect.apply(listen, this, args)
} as typeof listen
