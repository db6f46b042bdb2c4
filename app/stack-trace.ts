import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'

/** The end of a place in a bundle, `/var/task/server.cjs:12:3456`. Where it begins, {@link inSources} looks for. */
const placeEnd = /\.cjs:(\d{1,9}):(\d{1,9})/g

/** In characters. A message may be as long as what a caller sent; what matters of a stack is at its beginning. */
const maxLength = 16 * 1024

/**
 * The stack of an error, with the places in a bundle told as places in its sources. It never throws, whatever was thrown:
 * an error's `stack` may be a getter.
 *
 * Node's `--enable-source-maps` would do so too, but reads the map, as large as the bundle, at every cold start, and does
 * not know of a bundle that came out of a snapshot. Here it is read when there is an error to log.
 */
export function stackOf(error: Error): string {
  try {
    return inSources(shortened(String(error.stack ?? error)))
  } catch {
    return 'an error that cannot be read: reading it throws'
  }
}

function shortened(text: string): string {
  if (text.length <= maxLength) return text
  return `${text.slice(0, maxLength)} … and ${text.length - maxLength} characters more`
}

function inSources(text: string): string {
  const maps = new Map<string, SourceMap | undefined>()
  const mapOf = (file: string) => {
    if (!maps.has(file)) maps.set(file, readMap(`${file}.map`))
    return maps.get(file)
  }
  let told = ''
  let end = 0 // of what has been told
  let seen = 0 // of what has been looked at
  for (const { index, 0: found, 1: line, 2: column } of text.matchAll(placeEnd)) {
    const start = startOfPath(text, seen, index)
    seen = index + found.length
    if (start === undefined) continue
    const place = mapOf(`${text.slice(start, index)}.cjs`)?.findEntry(Number(line) - 1, Number(column) - 1)
    if (place === undefined || !('originalSource' in place)) continue
    const source = place.originalSource.replace(/^(\.\.\/)+/, '')
    told += `${text.slice(end, start)}${source}:${place.originalLine + 1}:${place.originalColumn + 1}`
    end = seen
  }
  return told + text.slice(end)
}

/** Where the absolute path begins whose end is known: behind a blank or a bracket. Nothing is looked at twice. */
function startOfPath(text: string, from: number, to: number): number | undefined {
  let start = to
  while (start > from && !' \t\n()'.includes(text.charAt(start - 1))) start--
  const root = text.slice(start, to).indexOf('/')
  return root < 0 ? undefined : start + root
}

function readMap(path: string): SourceMap | undefined {
  if (!existsSync(path)) return undefined
  try {
    return new SourceMap(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined // The error is to be logged, whatever is wrong with the map.
  }
}
