import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Template } from './template.ts'

/** The template that is packed with this code. */
export function packedTemplate(): Template {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'template.json'))) folder = dirname(folder)
  return JSON.parse(readFileSync(join(folder, 'template.json'), 'utf8'))
}
