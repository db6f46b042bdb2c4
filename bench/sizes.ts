import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { table } from './table.ts'

const bundles = { server: 'app.cjs', authorizer: 'authorizer.cjs' }

/** Writes the table of the bundles' sizes, in kilobytes of 1000 bytes, without their source maps. */
export function sizes(directory: string): string {
  const rows = Object.entries(bundles).map(([name, file]) => {
    const code = readFileSync(join(directory, file))
    return [`${name} (${file})`, ...[code.length, gzipSync(code).length].map(bytes => (bytes / 1000).toFixed(1))]
  })
  return table(['kB', 'minified', 'gzip'], rows)
}
