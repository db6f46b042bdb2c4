import { join } from 'node:path'
import { inCoreSources } from './core-sources.ts'
import type { Failure } from './probe.ts'

// What the one who builds should know, as sentences.

/** How many lines of a message, and how many places, are worth reading. */
const most = 6

/**
 * Why a module, or the server, could not be loaded in the build: the message, and the places of the project, from the innermost
 * one.
 *
 * @param root the folder of the project, absolute
 * @param out where it was built
 */
export function cannotBeLoaded({ file, message }: Failure, root: string, out: string): string {
  const what =
    file === undefined
      ? 'The server cannot be started in the build'
      : `${file} cannot be loaded in the build, so it is not frozen, and neither is what imports it`
  const lines = inCoreSources(message, out).split('\n')
  const frames = lines.findIndex(isFrame)
  const isOwn = (line: string) => line.includes(`${root}/`) && !line.includes(`${out}/`) && !line.includes(programs)
  const own = lines.filter(line => isFrame(line) && isOwn(line))
  const told = [...(frames < 0 ? lines : lines.slice(0, frames)).slice(0, most), ...own.slice(0, most)].join('\n')
  const remedy =
    'Where it serves, it has to load: see that whatever it lacks here is there, as a variable of the environment may be.'
  return `${what}: ${below(root, told).trim()}\n${remedy}`
}

/** Why there is no snapshot: what it had to hold, or what ended the making. */
export function cannotBeFrozen(message: string, warming: readonly string[], root: string, out: string): string {
  const told = inCoreSources(message, out)
    .split('\n')
    .filter(line => !/^ {4}at .*(node:internal|programs.freeze\.cjs)/.test(line))
    .slice(0, most)
  return [
    `There is no snapshot, as the server's own part cannot be frozen: ${below(root, told.join('\n'))}`,
    ...(warming.length > 0 ? ['While it warms up:', ...indented(warming)] : []),
  ].join('\n')
}

/** The same, for what the server does while it loads. */
export const cannotBeHeld = (core: readonly string[]): string =>
  ["There is no snapshot, as none can hold what the server's own part does while it loads:", ...indented(core)].join(
    '\n',
  )

const programs = join(import.meta.dirname, '../programs')

const isFrame = (line: string) => /^ {4}at /.test(line)

const indented = (lines: readonly string[]) => lines.map(line => `  ${line}`)

const below = (root: string, text: string) => text.replaceAll(`file://${root}/`, '').replaceAll(`${root}/`, '')
