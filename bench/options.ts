import { type CommandLine, readCommandLine, wholeNumber } from '../command-line/command-line.ts'

interface Flags {
  /** Keep the figures in `results.json`, and draw what is made of them. */
  save: boolean
}

/** What a benchmark says of itself by `--help`. */
export type About = Pick<CommandLine, 'script' | 'does' | 'examples'>

/**
 * Reads the command line of a benchmark: `--save`, and options that are each a whole number above 0. Ends the process with a
 * sentence for any other.
 *
 * @param defaults the options' names, and what each is when it is not given
 * @param args the command line. Default: this process's
 */
export function readOptions<Name extends string>(
  about: About,
  defaults: Record<Name, number>,
  args = process.argv.slice(2),
): Record<Name, number> & Flags {
  const counted = Object.entries<number>(defaults).map(([name, number]) => {
    const help = `How many ${name} are measured.`
    return [name, { type: 'string' as const, value: 'NUMBER', default: String(number), help }] as const
  })
  const save = { type: 'boolean' as const, help: 'Keeps the figures, and writes them into bench/RESULTS.md.' }
  const { values } = readCommandLine({ ...about, options: { ...Object.fromEntries(counted), save } }, args)
  const { save: keeps = false, ...given } = values as Record<string, string> & { save?: boolean }
  const bounds = [1, Number.MAX_SAFE_INTEGER] as const
  const counts = Object.entries(given).map(([name, value]) => [name, wholeNumber(about, name, value, bounds, 20)])
  return { ...(Object.fromEntries(counts) as Record<Name, number>), save: keeps }
}
