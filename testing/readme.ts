import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The README's text. */
export const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8')

/** The content of the README's code block that begins with `start`. */
export function readmeBlock(start: string): string {
  const found = readme.split('```').find(text => text.replace(/^\w+\n/, '').startsWith(start))
  if (found === undefined) throw new Error(`The README has no block that begins with: ${start}`)
  return found.replace(/^\w+\n/, '')
}
