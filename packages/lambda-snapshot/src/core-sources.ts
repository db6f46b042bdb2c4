import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join, resolve } from 'node:path'

/**
 * A text in which the places of the core are those of its sources, by absolute paths.
 *
 * @param folder where the core was built
 */
export function inCoreSources(text: string, folder: string): string {
  const map = new SourceMap(JSON.parse(readFileSync(join(folder, 'core.cjs.map'), 'utf8')))
  return text.replace(/[^\s(]*\bcore\.cjs:(\d+):(\d+)/g, (place, line, column) => {
    const found = map.findEntry(Number(line) - 1, Number(column) - 1)
    if (!('originalSource' in found)) return place
    return `${resolve(folder, found.originalSource)}:${found.originalLine + 1}`
  })
}
