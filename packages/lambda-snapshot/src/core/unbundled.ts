import { relative, sep } from 'node:path'
import { type BuildFailure, type BuildOptions, build, type Message, type Plugin } from 'esbuild'
import { wayTo } from '../always-loaded.ts'

/**
 * What keeps the server's own part from being bundled, as one sentence: the place, the way to it and the remedy.
 *
 * @param options those with which it failed
 * @param entry the file that it begins with, below the root
 */
export async function unbundled(failure: BuildFailure, options: BuildOptions, entry: string): Promise<Error> {
  const [first] = failure.errors
  // What a plugin throws says all by itself.
  if (first?.detail instanceof Error) return first.detail
  if (first === undefined) return failure
  const { text, location } = first
  if (location === null) return new Error(`${entry} cannot be bundled: ${text}.`)
  if (text.includes('for import "start"') && location.file === nameOfEntry)
    return new Error(
      `${entry} has no export "start". Export it: a function that is handed the code, and returns the handlers.`,
    )
  const way = location.file === entry ? [] : await wayFrom(location.file, options)
  return new Error(
    `${location.file}:${location.line} cannot be part of the server's own: ${text}.${wayTo(way)} ${remedyFor(first)}`,
  )
}

/** The module that imports the entry has no file. */
export const nameOfEntry = 'entry of the core'

function remedyFor({ text }: Message): string {
  if (text.startsWith('Top-level await'))
    return 'Await it in "start", or in a function: only the code may await at the top level of a module.'
  if (text.startsWith('No loader is configured'))
    return 'Import it from the code in place of it, or from a package that is none of "packages".'
  return 'Correct it: npm start would fail as well.'
}

/** Who imports a file, from its importer up to the entry. Nobody asks for it before something is wrong. */
async function wayFrom(file: string, options: BuildOptions): Promise<string[]> {
  const importers = new Map<string, string>()
  const root = options.absWorkingDir ?? ''
  const name = (path: string) => relative(root, path).split(sep).join('/')
  const seen = Symbol('seen')
  const remember: Plugin = {
    name: 'importers',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /./ }, async ({ path, pluginData, ...asked }) => {
        if (pluginData === seen || asked.kind === 'entry-point') return undefined
        const found = await resolve(path, { ...asked, pluginData: seen })
        if (!importers.has(name(found.path))) importers.set(name(found.path), name(asked.importer))
        return undefined
      })
    },
  }
  const plugins = [remember, ...(options.plugins ?? [])]
  await build({ ...options, plugins, write: false, logLevel: 'silent' }).catch(() => {})
  const way: string[] = []
  for (let at = importers.get(file); at !== undefined && !way.includes(at); at = importers.get(at))
    if (at !== '' && !at.endsWith(nameOfEntry)) way.push(at)
  return way
}
