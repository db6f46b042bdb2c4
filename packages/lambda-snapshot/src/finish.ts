import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Build } from './built.ts'
import { compile } from './compile.ts'
import { packageOf } from './core/server-packages.ts'
import { freeze } from './make-snapshot.ts'
import { refuseMissing } from './missing.ts'
import { cannotBeFrozen, cannotBeHeld, cannotBeLoaded } from './notes.ts'
import { importsByText } from './pack.ts'
import { type Probe, probe } from './probe.ts'
import { type Offered, report } from './report.ts'

export interface FinishOptions {
  /** Whether to make a snapshot. Default: true. It has to be made where it will run, as it knows its files by their paths. */
  snapshot?: boolean
}

/** What was made of a build. */
export interface Finished {
  offered: Offered[]
  /** The snapshot, if there is one. */
  blob?: string
  /** Whether the code could be loaded in the build: what it needs may be there only where it serves. */
  loads: boolean
  /** What the one who builds should know. */
  notes: string[]
}

/**
 * Decides what can be frozen, makes the snapshot, has everything else compiled ahead, and measures a start. Nothing that runs
 * without all this is refused: what cannot be frozen is loaded.
 *
 * @throws {Error} when the code always imports what is not there
 */
export function finish(build: Build, { snapshot = true }: FinishOptions = {}): Finished {
  refuseMissing(build)
  const { options, modules } = build
  const folder = resolve(options.out)
  const launch = join(folder, 'launch.sh')
  copyFileSync(join(import.meta.dirname, '../runtime/launch.sh'), launch)
  chmodSync(launch, 0o755) // Lambda runs it as a user of its own, whatever the checkout's modes are.
  const found = probe(folder, options.root, modules)
  const notes = found.failures.map(failure => cannotBeLoaded(failure, options.root, folder))
  const held = new Map(
    modules.filter(importsByText).map(({ file }) => [file, 'imports something by code that it makes of text']),
  )
  const blob = snapshot ? makeSnapshot(folder, options.root, found, held, notes) : undefined
  const uncompiled = compile(folder) ?? (blob === undefined ? undefined : compile(folder, blob))
  // What cannot be loaded here has been told already.
  if (uncompiled !== undefined && notes.length === 0)
    notes.push(`The code is compiled at each start, as it cannot be compiled in the build: ${uncompiled}`)
  const offered = report(folder, modules, found.decide(held), options.code, blob)
  writeFileSync(
    join(folder, 'build.json'),
    `${JSON.stringify({ snapshot: blob !== undefined, notes, offered }, null, 1)}\n`,
  )
  return { offered, ...(blob !== undefined && { blob }), loads: found.failures.length === 0, notes }
}

/** @returns its path; undefined, and a note, where there is none */
function makeSnapshot(
  folder: string,
  root: string,
  { core, warming, begun, decide }: Probe,
  held: Map<string, string>,
  notes: string[],
): string | undefined {
  const blob = join(folder, 'app.blob')
  if (core.length > 0) {
    notes.push(cannotBeHeld(core))
    return undefined
  }
  try {
    for (let round = 1; ; round++) {
      const frozen = [...decide(held)].flatMap(([file, reason]) => (reason === undefined ? [file] : []))
      const culprit = freeze(folder, frozen, begun)
      if (culprit === undefined) break
      held.set(culprit, 'holds what V8 cannot write down')
      if (round < mostCulprits) continue
      // Each takes a dozen attempts to find. What is left of packages is loaded from compiled code, which costs little.
      for (const file of frozen)
        if (packageOf(file) !== undefined) held.set(file, 'is one of many of which some cannot be frozen')
    }
  } catch (error) {
    notes.push(cannotBeFrozen((error as Error).message, warming, root, folder))
    rmSync(blob, { force: true })
    return undefined
  }
  writeFileSync(join(folder, 'app.seal'), execFileSync(join(folder, 'launch.sh'), ['--seal']))
  return existsSync(blob) ? blob : undefined
}

/** How many modules are looked for that a snapshot cannot hold. */
const mostCulprits = 3
