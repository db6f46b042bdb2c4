import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Candidate } from './candidates.ts'
import { table } from './table.ts'

/** Writes the table of the bundles' sizes, in kilobytes of 1000 bytes, without their source maps. */
export function sizes(candidates: readonly Candidate[], directory: string): string {
  const bundles = new Set(candidates.map(({ file }) => file))
  const rows = [...bundles].map(file => {
    const code = readFileSync(join(directory, file))
    return [file, ...[code.length, gzipSync(code).length].map(bytes => (bytes / 1000).toFixed(1))]
  })
  return table(['kB', 'minified', 'gzip'], rows)
}
