import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'

/** A place in a bundle: `(/var/task/server.cjs:12:3456)`. */
const place = /(\/\S+\.cjs):(\d+):(\d+)/g

/**
 * The stack of an error, with the places in a bundle told as places in its sources.
 *
 * Node's `--enable-source-maps` would do so too, but reads the map, as large as the bundle, at every cold start, and does
 * not know of a bundle that came out of a snapshot. Here it is read when there is an error to log.
 */
export function stackOf(error: Error): string {
  const maps = new Map<string, SourceMap | undefined>()
  const mapOf = (file: string) => {
    if (!maps.has(file)) maps.set(file, readMap(`${file}.map`))
    return maps.get(file)
  }
  return (error.stack ?? String(error)).replace(place, (inBundle, file: string, line: string, column: string) => {
    const found = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1)
    if (found === undefined || !('originalSource' in found)) return inBundle
    return `${found.originalSource.replace(/^(\.\.\/)+/, '')}:${found.originalLine + 1}:${found.originalColumn + 1}`
  })
}

function readMap(path: string): SourceMap | undefined {
  if (!existsSync(path)) return undefined
  try {
    return new SourceMap(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined // The error is to be logged, whatever is wrong with the map.
  }
}
