import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Candidate } from './candidates.ts'
import { table } from './table.ts'

/** What one file takes, in bytes. */
export interface Size {
  file: string
  bytes: number
  gzip: number
}

/** What is loaded at a cold start: the snapshot, or the bundle without its source map, and its compiled code. */
export function sizes(candidates: readonly Candidate[], directory: string): Size[] {
  const files = candidates
    .flatMap(({ file, blob }) => (blob === undefined ? loadedBy(file) : [blob]))
    .filter(file => existsSync(join(directory, file)))
  return [...new Set(files)].map(file => {
    const content = readFileSync(join(directory, file))
    return { file, bytes: content.length, gzip: gzipSync(content).length }
  })
}

/** `app.cjs` is a few lines that load the core and the pack. */
const loadedBy = (file: string) =>
  file === 'app.cjs' ? ['core.cjs', 'core.plain.cache', 'pack.json', 'pack.txt', 'pack.plain.cache'] : [file]

export function sizeTable(sizes: readonly Size[]): string {
  const kB = (bytes: number) => (bytes / 1000).toFixed(0)
  return table(
    ['kB', 'size', 'gzip'],
    sizes.map(({ file, bytes, gzip }) => [file, kB(bytes), kB(gzip)]),
  )
}
