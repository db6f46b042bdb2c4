import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Formats a folder's files: a longer or shorter name breaks lines elsewhere.
 *
 * @param project whose Biome does it. Default: the folder itself
 * @param paths default: all
 * @returns whether there is a Biome to do it
 */
export function format(folder: string, project = folder, paths: readonly string[] = []): boolean {
  const biome = join(project, 'node_modules/@biomejs/biome/bin/biome')
  if (!existsSync(biome)) return false
  const args = [biome, 'check', '--write', '--log-level=none', '--no-errors-on-unmatched', ...paths]
  spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' })
  return true
}
