// Watches what code reads of its surroundings while it is loaded for a snapshot. Whatever it keeps of them would be the
// same in every process that is restored: the build machine's environment, one moment, one random number.

/** Functions of Node's modules whose answer differs from process to process. */
const varying = {
  crypto: [
    ...['randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'generateKey', 'generateKeySync'],
    ...['generateKeyPair', 'generateKeyPairSync', 'generatePrime', 'generatePrimeSync'],
  ],
  os: ['hostname', 'networkInterfaces', 'userInfo', 'uptime'],
}

/**
 * Starts watching.
 *
 * @param require what the code is loaded with; the returned `require` is to be handed to it instead
 * @returns also `end`, which stops, and returns what was read, each with the stack of its reader
 */
exports.watch = require => {
  const reads = []
  const undo = []
  const read = what => reads.push({ what, stack: new Error(what).stack })
  const watchCall = (owner, name) => undo.push(replaceFunction(owner, name, read))

  // Only what the code asks for: loading all of it here would put it into the snapshot.
  const watchGlobal = (name, functions) => {
    const own = Object.getOwnPropertyDescriptor(globalThis, name)
    const get = () => {
      Object.defineProperty(globalThis, name, own)
      for (const each of functions) watchCall(globalThis[name], each)
      return globalThis[name]
    }
    Object.defineProperty(globalThis, name, { get, configurable: true })
    undo.push(() => Object.defineProperty(globalThis, name, own))
  }
  const watched = new Set()
  const watchModule = (name, real) => {
    const short = name.replace('node:', '')
    if (short in varying && !watched.has(short)) for (const each of varying[short]) watchCall(real, each)
    watched.add(short)
    return real
  }

  undo.push(replaceEnvironment(read), replaceDate(read))
  watchCall(Date, 'now')
  watchCall(Math, 'random')
  watchCall(process.hrtime, 'bigint')
  watchCall(process, 'hrtime')
  watchCall(process, 'uptime')
  watchGlobal('performance', ['now'])
  watchGlobal('crypto', ['randomUUID', 'getRandomValues'])
  const { getBuiltinModule } = process
  process.getBuiltinModule = name => watchModule(name, getBuiltinModule(name))
  undo.push(() => {
    process.getBuiltinModule = getBuiltinModule
  })

  return {
    require: name => watchModule(name, require(name)),
    end() {
      for (const each of undo.reverse()) each()
      return reads
    },
  }
}

function replaceEnvironment(read) {
  const real = process.env
  process.env = new Proxy(real, {
    get(_, name) {
      if (typeof name === 'string') read(`process.env.${name}`)
      return real[name]
    },
    has(_, name) {
      read(`process.env.${String(name)}`)
      return name in real
    },
    ownKeys() {
      read('process.env')
      return Reflect.ownKeys(real)
    },
  })
  return () => {
    process.env = real
  }
}

/** `new Date(0)` tells no time, `new Date()` and `Date()` do. */
function replaceDate(read) {
  const real = Date
  globalThis.Date = new Proxy(real, {
    construct(target, args, newTarget) {
      if (args.length === 0) read('new Date()')
      return Reflect.construct(target, args, newTarget)
    },
    apply(target) {
      read('Date()')
      return target()
    },
  })
  return () => {
    globalThis.Date = real
  }
}

function replaceFunction(owner, name, read) {
  const own = Object.getOwnPropertyDescriptor(owner, name)
  const real = owner[name]
  const value = function (...args) {
    read(`${name}()`)
    return Reflect.apply(real, this, args)
  }
  Object.defineProperty(owner, name, { value: Object.assign(value, real), configurable: true, writable: true })
  return () => {
    if (own) Object.defineProperty(owner, name, own)
    else delete owner[name]
  }
}
