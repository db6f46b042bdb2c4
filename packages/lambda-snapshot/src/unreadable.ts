import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Message } from 'esbuild'
import { packageOf } from './core/server-packages.ts'
import type { Module } from './module.ts'

/** A file that esbuild does not read, and why. */
export interface Unreadable {
  file: string
  /** Unknown where types could not be stripped. */
  line?: number
  what: string
}

/** @returns the file of an error of esbuild's; undefined where it has none */
export function readError({ text, location }: Message): Unreadable | undefined {
  if (!location) return undefined
  return { file: location.file, what: text, ...(location.line > 0 && { line: location.line }) }
}

/**
 * Refuses a project in which the entry itself, or what it imports without a condition, cannot be read by Node either: no such
 * server would start. What stands in a package, or is imported when a tool runs, is the business of the one who imports it.
 */
export function refuseUnreadable(
  root: string,
  entry: string,
  modules: ReadonlyMap<string, Module>,
  unreadable: ReadonlyMap<string, Unreadable>,
): void {
  for (const [file, chain] of alwaysLoaded(entry, modules)) {
    const found = unreadable.get(file)
    if (found === undefined || packageOf(file) !== undefined || readByNode(root, found)) continue
    const place = found.line === undefined ? file : `${file}:${found.line}`
    const through = chain.length === 0 ? '' : ` It is imported by ${chain.join(', by ')}.`
    throw new Error(`${place} cannot be read: ${found.what}.${through} Correct it: npm start would fail as well.`)
  }
}

/** By the file that imports it, up to the entry. */
function alwaysLoaded(entry: string, modules: ReadonlyMap<string, Module>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const visit = (file: string, chain: string[]) => {
    const module = modules.get(file)
    if (module === undefined || found.has(file)) return
    found.set(file, chain)
    for (const specifier of module.statements) visit(module.imports[specifier] ?? '', [file, ...chain])
  }
  visit(entry, [])
  return found
}

/** A file of another syntax than esbuild's: sloppy code above all. */
function readByNode(root: string, { file, what }: Unreadable): boolean {
  if (/ts$/.test(file) || what.startsWith('No matching export')) return false
  const check = ['--no-warnings', '--check', join(root, file)]
  return spawnSync(process.execPath, check, { stdio: 'ignore', timeout: 30_000 }).status === 0
}
