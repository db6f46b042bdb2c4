// Watches what code does while it is loaded that a snapshot must not keep, or cannot. Whatever it kept of its surroundings
// would be the same in every process that is restored: the build machine's environment, one moment, one random number.
// For a process that is thrown away: what is replaced here stays replaced.

const Module = require('node:module')
const { bare, holds, intrinsics, lazy, local, locale, telling } = require('./watched.cjs')

/**
 * Starts watching.
 *
 * @param {(what: string, stack: string) => void} found is called for each thing that is seen
 * @param {string[]} loaders the files that load modules, which tell by themselves what they load
 * @returns `holds`, which says whether a snapshot may hold a module of Node's, and `changes`, which looks for what has been
 *   added to the language since it was last called
 */
exports.watch = (found, loaders = []) => {
  const tell = what => {
    const stack = wholeStack()
    if (!isNodes(stack)) found(what, stack)
  }
  const owners = { AbortSignal, Math, process, performance, crypto, WebAssembly, console, globalThis }
  for (const [name, members] of Object.entries(telling)) {
    const owner = owners[name] ?? process.getBuiltinModule(name)
    for (const member of members)
      replace(owner, member, `${name.replace('node:', '')}.${member}`.replace('globalThis.', ''), tell)
  }
  replace(process.hrtime, 'bigint', 'process.hrtime.bigint', tell)
  for (const member of local)
    replace(Date.prototype, member, `Date.prototype.${member}`, tell, 'asks for the time zone by')
  for (const [name, member] of locale)
    replace(globalThis[name].prototype, member, `${name}.prototype.${member}`, tell, 'asks for the language by')
  for (const name of Object.getOwnPropertyNames(Intl)) {
    if (typeof Intl[name] === 'function' && /^[A-Z]/.test(name))
      wrapClass(Intl, name, () => tell(`makes an Intl.${name}, which a snapshot cannot hold`))
  }
  for (const name of ['Blob', 'BroadcastChannel', 'MessageChannel', 'SharedArrayBuffer', 'Worker']) {
    if (Object.getOwnPropertyDescriptor(globalThis, name)?.value)
      wrapClass(globalThis, name, () => tell(`makes a ${name}, which a snapshot cannot hold`))
  }
  wrapClass(globalThis, 'Date', tellOfDate(tell))
  watchEnvironment(tell)
  watchLazyGlobals(tell)
  watchLoading(found, loaders)
  const before = new Map()
  const changes = (silent = false) => {
    for (const [name, object] of Object.entries(intrinsics)) {
      const now = members(object)
      const then = before.get(name) ?? now
      before.set(name, now)
      if (silent) continue
      const added = [...now.keys()].find(key => !then.has(key))
      const other = [...now].find(([key, value]) => then.has(key) && !Object.is(then.get(key), value))?.[0]
      if (added !== undefined) found(`adds ${name}.${added}`, '')
      else if (other !== undefined) found(`changes ${name}.${other}`, '')
    }
  }
  let loader = loaderParts()
  /** @returns what of Node's loader has been replaced since this was asked last, and what has been added */
  const loaderChanges = () => {
    const before = loader
    loader = loaderParts()
    const changed = [...loader].filter(([name, part]) => before.get(name) !== part).map(([name]) => name)
    return { replaced: changed.filter(name => before.has(name)), added: changed.filter(name => !before.has(name)) }
  }
  return { loaderChanges, changes, holds }
}

/** By name: functions, and what loads files of an extension. */
function loaderParts() {
  const functions = ['_load', '_resolveFilename', '_findPath', '_nodeModulePaths']
  const methods = ['require', 'load', '_compile']
  return new Map([
    ...functions.map(name => [name, Module[name]]),
    ...methods.map(name => [`prototype.${name}`, Module.prototype[name]]),
    ...Object.entries(Module._extensions),
  ])
}

/** As V8 writes it: a module may have changed how errors are told, and how much of them. */
function wholeStack() {
  const { prepareStackTrace, stackTraceLimit } = Error
  Object.assign(Error, { prepareStackTrace: undefined, stackTraceLimit: Number.POSITIVE_INFINITY })
  const { stack } = new Error()
  Object.assign(Error, { prepareStackTrace, stackTraceLimit })
  return stack
}

/** What an object and its prototype have, by name. What Node puts there when it is first asked for is told when it is. */
function members(object) {
  const found = new Map()
  for (const [owner, before] of [
    [object, ''],
    [object.prototype ?? {}, 'prototype.'],
  ]) {
    for (const key of Reflect.ownKeys(owner)) {
      if (lazy.includes(key)) continue
      const { value, get } = Object.getOwnPropertyDescriptor(owner, key)
      found.set(before + String(key), get ?? value)
    }
  }
  return found
}

/**
 * The ways to Node's loader other than an import and a module's own `require`: by them, code gets hold of what a snapshot cannot
 * hold, or has Node load a file that the build does not see.
 */
function watchLoading(found, loaders) {
  const tell = what => {
    const stack = wholeStack()
    // Who waits for it has not called it: Node does that for an import.
    const by = callersIn(stack).find(frame => !/node:|^ +at async /.test(frame))
    if (by !== undefined && !loaders.some(file => by.includes(file))) found(what, stack)
  }
  const tellOf = specifier => {
    if (!Module.isBuiltin(specifier)) tell(`has Node itself load ${specifier}`)
    else if (!holds(specifier)) tell(`loads node:${bare(specifier)}`)
  }
  const before = (owner, name, look) => {
    const real = owner[name]
    const call = function (...args) {
      look(...args)
      return Reflect.apply(real, this, args)
    }
    Object.defineProperty(owner, name, { value: Object.assign(call, real), writable: true, configurable: true })
  }
  before(process, 'getBuiltinModule', specifier => {
    if (Module.isBuiltin(specifier)) tellOf(specifier)
  })
  before(Module.prototype, 'require', tellOf)
  before(Module, '_load', tellOf)
  for (const name of ['createRequire', 'register', 'registerHooks', 'runMain', 'syncBuiltinESMExports'])
    before(Module, name, () => tell(`calls module.${name}()`))
}

/** What Node's own modules read while they load, and its inner ones at any time, is Node's business. */
function isNodes(stack) {
  const [reader] = callersIn(stack)
  return reader === undefined || /at node:|\(node:/.test(reader)
}

/** The frames of a stack, from the innermost: without this file's, and those of the language itself. */
function callersIn(stack) {
  const [, ...frames] = stack.split('\n')
  return frames.filter(frame => !frame.includes(__filename) && !frame.endsWith('(<anonymous>)'))
}

function replace(owner, name, label, tell, verb) {
  if (owner === undefined || !(name in owner) || Object.getOwnPropertyDescriptor(owner, name)?.configurable === false)
    return
  const real = owner[name]
  if (typeof real !== 'function') {
    let value = real
    const get = () => {
      tell(`${verb ?? 'reads'} ${label}`)
      return value
    }
    const set = next => {
      tell(`sets ${label}`)
      value = next
    }
    Object.defineProperty(owner, name, { get, set, configurable: true, enumerable: true })
    return
  }
  const call = function (...args) {
    tell(`${verb ?? 'calls'} ${label}()`)
    return new.target
      ? Reflect.construct(real, args, new.target === call ? real : new.target)
      : Reflect.apply(real, this, args)
  }
  Object.setPrototypeOf(call, real)
  for (const key of Reflect.ownKeys(real))
    Object.defineProperty(call, key, { ...Object.getOwnPropertyDescriptor(real, key) })
  Object.defineProperty(owner, name, { value: call, writable: true, configurable: true, enumerable: true })
}

function wrapClass(owner, name, made) {
  const real = owner[name]
  const value = new Proxy(real, {
    construct(target, args, newTarget) {
      made(args, true)
      return Reflect.construct(target, args, newTarget)
    },
    apply(target, self, args) {
      made(args, false)
      return Reflect.apply(target, self, args)
    },
  })
  Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false })
}

/** `new Date(0)` tells no time; `new Date()` and `Date()` do, and what is not in UTC tells where one is. */
const tellOfDate = tell => {
  const { now, parse } = Date
  Date.now = Object.assign(() => {
    tell('calls Date.now()')
    return now()
  }, now)
  const complete = /^[+-]?\d{4,6}(-\d\d){0,2}$|(Z|GMT|UTC|[+-]\d\d:?\d\d)$/
  Date.parse = text => {
    if (!complete.test(String(text).trim())) tell('makes a date in the local time zone')
    return parse(text)
  }
  return (args, constructed) => {
    if (!constructed || args.length === 0) tell('reads the clock by Date()')
    else if (args.length > 1 || (typeof args[0] === 'string' && !complete.test(args[0].trim())))
      tell('makes a date in the local time zone')
  }
}

/** What is set at the build is told too: no restored process would find it. */
function watchEnvironment(tell) {
  const real = process.env
  const verbs = {
    get: 'reads',
    has: 'reads',
    getOwnPropertyDescriptor: 'reads',
    ownKeys: 'reads',
    set: 'sets',
    deleteProperty: 'sets',
  }
  const traps = Object.entries(verbs).map(([trap, verb]) => [
    trap,
    (target, name, ...more) => {
      if (typeof name !== 'symbol') tell(`${verb} process.env${name === undefined ? '' : `.${name}`}`)
      return Reflect[trap](target, name, ...more)
    },
  ])
  process.env = new Proxy(real, Object.fromEntries(traps))
}

function watchLazyGlobals(tell) {
  for (const name of lazy) {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name)
    if (descriptor === undefined || !descriptor.configurable) continue
    const get = () => {
      tell(`uses ${name}, which Node loads when it is first asked for`)
      return descriptor.get ? Reflect.apply(descriptor.get, globalThis, []) : descriptor.value
    }
    Object.defineProperty(globalThis, name, { get, configurable: true, enumerable: descriptor.enumerable })
  }
}
