import { isAbsolute, relative } from 'node:path'
import { closureOf, targetsOf } from './closure.ts'
import { inCoreSources } from './core-sources.ts'
import type { Module } from './module.ts'
import { runProgram } from './program.ts'

/** Why a module cannot be in a snapshot. */
export interface Reason {
  /** What it does, as `reads process.env.PGUSER`. */
  what: string
  /** Where: `node_modules/pg/lib/defaults.js:12`. */
  place?: string
  /** From the module itself to the one that does it. */
  chain: string[]
}

export interface Probe {
  /** What of the core must not be in a snapshot. */
  core: string[]
  /** What of its warm-up a snapshot cannot hold: why there is none, where none can be made. */
  warming: string[]
  /** The modules that are loaded at the start, in the order in which they are begun. */
  begun: readonly string[]
  /**
   * The same in the order in which they are done with, each with why it is not frozen.
   *
   * @param held modules that a snapshot cannot hold for another reason, which is said of each
   */
  decide(held: ReadonlyMap<string, string>): Map<string, Reason | undefined>
  /** What could not be loaded in the build. In the process that serves there may be what it lacks. */
  failures: Failure[]
}

export interface Failure {
  /** The module that throws; none where the whole process ends. */
  file?: string
  /** With the places. */
  message: string
}

interface Seen {
  what: string
  place?: string
}

interface Printed {
  core: Seen[]
  warming: Seen[]
  modules: Record<string, { seen: Seen[]; loads: string[]; threw?: string }>
  begun: string[]
  order: string[]
  failures: Failure[]
}

/**
 * Done while the core loads, and harmless: to ask whether to print deprecations, which is settled for all of Lambda, for a setting of
 * serverless-http that its adapter overrules, and for the working directory, which is the same in every process; and to load those
 * modules of Node that V8 can write down, although what a tool would do with them is not for a snapshot.
 */
const harmless =
  /process\.env\.((NO|TRACE)_DEPRECATION|BINARY_CONTENT_TYPES)$|process\.cwd\(\)$|^loads node:(cluster|inspector|module|sea|test|trace_events|wasi)\b|^calls module\.\w+\(\)$/

/** What V8 cannot write down, whoever does it. */
const unheld = /^(loads|makes|uses) /

/** Loads what was built in a process of its own, watched, and decides what can be frozen. */
export function probe(folder: string, root: string, modules: readonly Module[]): Probe {
  const { result, reason } = runProgram<Printed>('probe.cjs', folder)
  if (result === undefined) {
    const ends = { what: 'ends the process that loads it in the build' }
    return {
      core: [],
      warming: [],
      begun: [],
      decide: () => new Map(modules.map(({ file }) => [file, { ...ends, chain: [file] }])),
      failures: [{ message: reason }],
    }
  }
  const { core, warming, modules: seen, begun, order, failures } = result
  loadTheRest(seen, modules)
  sayWhyNode(seen, root, modules)
  const told = (all: Seen[]) => {
    const text = all.map(({ what, place = 'a module' }) => `${place} ${what}`).join('\n')
    const lines = text === '' ? [] : inCoreSources(text, folder).replaceAll(`${root}/`, '').split('\n')
    return [...new Set(lines)]
  }
  // What is in neither the core nor the pack is loaded by Node, whatever it does.
  const loadedByNode = new Set(modules.map(({ file }) => file))
  const isCores = ({ what, place = '' }: Seen) => !harmless.test(what) && !loadedByNode.has(place.replace(/:\d+$/, ''))
  return {
    core: told(core.filter(isCores)),
    warming: told(warming.filter(({ what }) => unheld.test(what))),
    begun,
    decide: held => decide(seen, order, held),
    failures,
  }
}

/** Where it serves, a module that throws in the build loads what stands behind the place as well. */
function loadTheRest(seen: Printed['modules'], modules: readonly Module[]): void {
  const byFile = new Map(modules.map(module => [module.file, module]))
  for (const [file, { loads, threw }] of Object.entries(seen)) {
    const module = byFile.get(file)
    if (threw !== undefined && module !== undefined) loads.push(...targetsOf(module))
  }
}

/** What is not in the pack is loaded by Node: the build knows why. */
function sayWhyNode(seen: Printed['modules'], root: string, modules: readonly Module[]): void {
  const reasons = new Map(modules.map(({ file, unpacked }) => [file, unpacked]))
  for (const found of Object.values(seen).flatMap(({ seen }) => seen)) {
    const path = found.what.startsWith(byNode) ? found.what.slice(byNode.length) : ''
    if (!isAbsolute(path)) continue
    const file = relative(root, path)
    const why = reasons.get(file)
    found.what = byNode + file + (why === undefined ? '' : `, which ${why}`)
  }
}

/** What the watcher says of a file that Node loads. */
const byNode = 'has Node itself load '

/**
 * Frozen is what does nothing that a snapshot must not keep, loads nothing that does, and has nothing in common with what is
 * loaded before it and is not frozen: the two might rely on their order.
 */
function decide(seen: Printed['modules'], order: readonly string[], held: ReadonlyMap<string, string>) {
  const loaded = new Map<string, Reason | undefined>()
  const touched = new Map<string, string>()
  const withLoaded = (file: string) => closureOf(file, each => seen[each]?.loads ?? [])
  for (const file of order) {
    const { seen: found = [], loads = [] } = seen[file] ?? {}
    const own = held.get(file)
    // An import stands first; what is done with it says more.
    const did = found.find(({ what }) => !/^(loads|has Node) |, which Node loads /.test(what)) ?? found[0]
    const first = own === undefined ? did : { what: own }
    const before = loads.find(next => loaded.get(next) !== undefined)
    const behind = before === undefined ? undefined : loaded.get(before)
    let reason: Reason | undefined
    if (first) reason = { ...first, chain: [file] }
    else if (behind) reason = { ...behind, chain: [file, ...behind.chain] }
    else {
      const common = [...withLoaded(file)].find(each => touched.has(each))
      if (common !== undefined) {
        reason = { what: `shares ${common} with ${touched.get(common)}, which is loaded before it`, chain: [file] }
      }
    }
    loaded.set(file, reason)
    if (reason === undefined) continue
    for (const each of withLoaded(file)) if (!touched.has(each)) touched.set(each, file)
  }
  return passOn(loaded, seen)
}

/** In a cycle, a module is done with before one that it loads: what holds that one, holds it too. */
function passOn(loaded: Map<string, Reason | undefined>, seen: Printed['modules']): Map<string, Reason | undefined> {
  for (let again = true; again; ) {
    again = false
    for (const [file, reason] of loaded) {
      const behind = reason ?? seen[file]?.loads.map(next => loaded.get(next)).find(Boolean)
      if (reason !== undefined || behind === undefined) continue
      loaded.set(file, { ...behind, chain: [file, ...behind.chain] })
      again = true
    }
  }
  return loaded
}
