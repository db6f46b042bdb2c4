import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from './command-line.ts'

/** The tarballs in a folder, by name. */
export function tarballsIn(folder: string | undefined): string[] {
  if (folder === undefined) return []
  const found = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.tgz')) : []
  if (found.length === 0)
    throw new Refused(`There is no tarball in ${folder}: name a folder that has some, or leave --vendor out.`)
  return found.sort()
}

/** Has a project bring these tarballs, and no others. */
export function vendor(project: string, from: string | undefined, tarballs: readonly string[]): void {
  const to = join(project, 'vendor')
  for (const name of existsSync(to) ? readdirSync(to) : []) if (name.endsWith('.tgz')) rmSync(join(to, name))
  if (from === undefined) return
  mkdirSync(to, { recursive: true })
  for (const name of tarballs) cpSync(join(from, name), join(to, name))
}

/** How npm finds this version of the package later. */
export function madeBy(version: string, tarballs: readonly string[]): string {
  const tarball = `create-serverless-mcp-${version}.tgz`
  return tarballs.includes(tarball) ? `./vendor/${tarball}` : `create-serverless-mcp@${version}`
}
