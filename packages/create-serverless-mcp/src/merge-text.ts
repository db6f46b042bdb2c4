import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Merged {
  text: string
  /** Places that both changed, each between git's markers. */
  conflicts: number
}

/** The three sides of a merge, and what git's markers call them. */
export interface Sides {
  ours: string
  base: string
  next: string
  labels: { ours: string; base: string; next: string }
}

/**
 * Merges what both changed since a common version, as `git merge` does.
 *
 * @throws {Error} where git is not there
 */
export function mergeText({ ours, base, next, labels }: Sides): Merged {
  const folder = mkdtempSync(join(tmpdir(), 'merge-'))
  try {
    const sides = Object.entries({ ours, base, next })
    for (const [name, text] of sides) writeFileSync(join(folder, name), text)
    const named = [labels.ours, labels.base, labels.next].flatMap(label => ['-L', label])
    const args = ['merge-file', '--stdout', ...named, ...sides.map(([name]) => name)]
    const { status, stdout, stderr, error } = spawnSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    if (error !== undefined || status === null || status > 127)
      throw new Error(`git merge-file failed: ${error?.message ?? stderr.trim()}`)
    return { text: stdout, conflicts: status }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
