// Watches what code reads of its surroundings while it is loaded for a snapshot. Whatever it keeps of them would be the
// same in every process that is restored: the build machine's environment, one moment, one random number.

/** What tells one process from another, by its owner: functions, and properties whose value is told when they are read. */
const telling = {
  Date: ['now'],
  Math: ['random'],
  process: ['hrtime', 'pid', 'ppid', 'uptime'],
  'process.hrtime': ['bigint'],
  crypto: ['getRandomValues', 'randomUUID'],
  performance: ['now', 'timeOrigin', 'toJSON'],
  'node:crypto': [
    ...[
      'generateKey',
      'generateKeyPair',
      'generateKeyPairSync',
      'generateKeySync',
      'generatePrime',
      'generatePrimeSync',
    ],
    ...['prng', 'pseudoRandomBytes', 'randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID', 'rng'],
  ],
  'node:os': [
    ...['availableParallelism', 'cpus', 'freemem', 'homedir', 'hostname', 'loadavg', 'networkInterfaces', 'totalmem'],
    ...['tmpdir', 'uptime', 'userInfo'],
  ],
}

/** Modules that hand out a global, which may not have been asked for by its own name. */
const handedOut = { 'node:crypto': ['webcrypto', 'crypto'], 'node:perf_hooks': ['performance', 'performance'] }

/**
 * Starts watching.
 *
 * @param require what the code is loaded with; the returned `require` is to be handed to it instead
 * @returns also `end`, which stops, and returns what was seen, each with the stack of who did it
 */
exports.watch = require => {
  const seen = []
  const undo = []
  let watching = true
  const tell = what => watching && seen.push({ what, stack: new Error().stack })
  const watched = new Set()
  const watch = (owner, name) => {
    if (watched.has(owner)) return
    watched.add(owner)
    const label = name.replace('node:', '')
    for (const member of telling[name] ?? []) undo.push(replace(owner, member, `reads ${label}.${member}`, tell))
  }
  const watchModule = (path, module) => {
    if (!watching) return module // The code may keep this function too: from the end on, it passes on like the others.
    const name = `node:${path.replace('node:', '')}`
    watch(module, name)
    if (name in handedOut) watch(module[handedOut[name][0]], handedOut[name][1])
    return module
  }

  const { stackTraceLimit } = Error
  Error.stackTraceLimit = Number.POSITIVE_INFINITY
  undo.push(replaceEnvironment(tell), replaceDate(tell))
  const owners = { Date, Math, 'process.hrtime': process.hrtime, process }
  for (const [name, owner] of Object.entries(owners)) watch(owner, name)
  for (const name of ['crypto', 'performance']) undo.push(whenAskedFor(name, watch))
  const { getBuiltinModule } = process
  process.getBuiltinModule = path => watchModule(path, getBuiltinModule(path))
  return {
    require: path => watchModule(path, require(path)),
    end() {
      watching = false
      for (const each of undo.reverse()) each()
      process.getBuiltinModule = getBuiltinModule
      Error.stackTraceLimit = stackTraceLimit
      return seen.filter(({ stack }) => !isNodes(stack))
    },
  }
}

/** What Node's own modules read while they load, and its inner ones at any time, is Node's business. */
function isNodes(stack) {
  const [, ...frames] = stack.split('\n')
  const reader = frames.find(frame => !frame.includes(__filename) && !frame.endsWith('(<anonymous>)'))
  return /at node:|\(node:internal\//.test(reader)
}

/** What is set at the build is told too: no restored process would find it. */
function replaceEnvironment(tell) {
  const real = process.env
  const verbs = { get: 'reads', has: 'reads', getOwnPropertyDescriptor: 'reads', ownKeys: 'reads' }
  const traps = Object.entries({ ...verbs, set: 'sets', deleteProperty: 'sets' }).map(([trap, verb]) => [
    trap,
    (target, name, value) => {
      if (typeof name !== 'symbol') tell(`${verb} process.env${name === undefined ? '' : `.${name}`}`)
      return Reflect[trap](target, name, value)
    },
  ])
  process.env = new Proxy(real, Object.fromEntries(traps))
  return () => {
    process.env = real
  }
}

/** `new Date(0)` tells no time, `new Date()` and `Date()` do. */
function replaceDate(tell) {
  const real = Date
  globalThis.Date = new Proxy(real, {
    construct(target, args, newTarget) {
      if (args.length === 0) tell('reads new Date()')
      return Reflect.construct(target, args, newTarget)
    },
    apply(target) {
      tell('reads Date()')
      return target()
    },
  })
  return () => {
    globalThis.Date = real
  }
}

/** Watches a global from when it is first asked for: to load it here would put it into the snapshot. */
function whenAskedFor(name, watch) {
  const own = Object.getOwnPropertyDescriptor(globalThis, name)
  const get = () => {
    Object.defineProperty(globalThis, name, own)
    watch(globalThis[name], name)
    return globalThis[name]
  }
  Object.defineProperty(globalThis, name, { get, configurable: true })
  return () => Object.defineProperty(globalThis, name, own)
}

function replace(owner, name, what, tell) {
  const own = Object.getOwnPropertyDescriptor(owner, name)
  const real = owner[name]
  const call = function (...args) {
    tell(`${what}()`)
    return Reflect.apply(real, this, args)
  }
  const get = () => {
    tell(what)
    return real
  }
  const standIn = typeof real === 'function' ? { value: Object.assign(call, real), writable: true } : { get }
  Object.defineProperty(owner, name, { ...standIn, configurable: true })
  return () => {
    if (own) Object.defineProperty(owner, name, own)
    else delete owner[name]
  }
}
