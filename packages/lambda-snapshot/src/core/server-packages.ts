import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { readJson } from '../read-json.ts'

/** @returns the name of the package that a file belongs to: that of the innermost `node_modules`; undefined outside of any */
export function packageOf(path: string): string | undefined {
  const parts = path.split(/[\\/]node_modules[\\/]|^node_modules[\\/]/)
  if (parts.length < 2) return undefined
  return /^(@[^\\/]+[\\/])?[^\\/]+/.exec(parts.at(-1) ?? '')?.[0].replace('\\', '/')
}

/**
 * The packages that a server is made of: those named, and what they depend on.
 *
 * @param root where they are installed
 */
export function closureOf(root: string, names: readonly string[]): Set<string> {
  const found = new Set<string>()
  const visit = (name: string, from: string) => {
    if (found.has(name)) return
    const manifest = manifestOf(name, from)
    if (manifest === undefined) return // An optional one that is not installed.
    found.add(name)
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = readJson(manifest)
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(next, manifest)
  }
  for (const name of names) visit(name, join(root, 'package.json'))
  return found
}

/** @returns the path of a package's `package.json`, as seen from a file */
export function manifestOf(name: string, from: string): string | undefined {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json')
    try {
      readFileSync(manifest)
      return manifest
    } catch {}
  }
  return undefined
}
