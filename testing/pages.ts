import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** The text of a page, as `docs/image.md`. Default: the README. */
export function readPage(page = 'README.md'): string {
  return readFileSync(join(root, page), 'utf8')
}

/** The content of the code block of a page that begins with `start`. */
export function codeBlock(start: string, page = 'README.md'): string {
  const found = readPage(page)
    .split('```')
    .find(text => text.replace(/^\w+\n/, '').startsWith(start))
  if (found === undefined) throw new Error(`${page} has no block that begins with: ${start}`)
  return found.replace(/^\w+\n/, '')
}
