import { spawnSync } from 'node:child_process'
import type { Message } from 'esbuild'
import { alwaysLoaded, wayTo } from './always-loaded.ts'
import { packageOf } from './core/server-packages.ts'
import type { Module } from './module.ts'

/** A file that esbuild does not read, and why. */
export interface Unreadable {
  file: string
  line?: number
  what: string
  /** As JavaScript; unknown where types could not be stripped. */
  source?: string
}

/** @returns what an error of esbuild's says of a file; undefined where it names none */
export function readError({ text, location }: Message, modules: ReadonlyMap<string, Module>): Unreadable | undefined {
  if (!location) return undefined
  const { file, line } = location
  const source = modules.get(file)?.source
  return { file, what: text, ...(line > 0 && { line }), ...(source && { source }) }
}

/**
 * Refuses a project in which the entry itself, or what it imports without a condition, cannot be read by Node either: no such
 * server would start. What stands in a package, or is imported when a tool runs, is the business of the one who imports it.
 */
export function refuseUnreadable(
  entry: string,
  modules: ReadonlyMap<string, Module>,
  unreadable: ReadonlyMap<string, Unreadable>,
): void {
  for (const [file, chain] of alwaysLoaded(entry, modules)) {
    const found = unreadable.get(file)
    if (found === undefined || packageOf(file) !== undefined || readByNode(found)) continue
    const place = found.line === undefined ? file : `${file}:${found.line}`
    throw new Error(`${place} cannot be read: ${found.what}.${wayTo(chain)} Correct it: npm start would fail as well.`)
  }
}

/** Sloppy code, above all, and what fails when it runs. */
function readByNode({ file, what, source }: Unreadable): boolean {
  if (source === undefined || file.endsWith('.json') || what.startsWith('No matching export')) return false
  const options = {
    input: source,
    timeout: 30_000,
    stdio: ['pipe', 'ignore', 'ignore'] as ['pipe', 'ignore', 'ignore'],
  }
  return ['module', 'commonjs'].some(
    type =>
      spawnSync(process.execPath, ['--no-warnings', '--check', `--input-type=${type}`, '-'], options).status === 0,
  )
}
