import { parseArgs } from 'node:util'

/**
 * Reads the command line: `--save`, and options that are each a whole number above 0. Ends the process with a sentence for
 * any other.
 *
 * @param defaults the options' names, and what each is when it is not given
 * @param args the command line. Default: this process's
 */
export function readOptions<Name extends string>(
  defaults: Record<Name, number>,
  args = process.argv.slice(2),
): Record<Name, number> & Flags {
  const names = Object.keys(defaults).map(name => [name, { type: 'string' as const }] as const)
  const { values } = parseArgs({ options: { ...Object.fromEntries(names), save: { type: 'boolean' } }, args })
  const { save = false, ...given } = values
  const counts = Object.entries(given).map(([name, value]) => [name, count(name, String(value))])
  return { ...defaults, ...Object.fromEntries(counts), save }
}

interface Flags {
  /** Keep the figures in `results.json`, and draw what is made of them. */
  save: boolean
}

function count(option: string, value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value)
  console.error(`--${option} is "${value}", but must be a whole number above 0. Example: --${option} 20`)
  process.exit(1)
}
