import { parseArgs } from 'node:util'

/**
 * Reads the command line's options, each a whole number above 0. Ends the process with a sentence for any other.
 *
 * @param defaults the options' names, and what each is when it is not given
 * @param args the command line. Default: this process's
 */
export function counts<Name extends string>(
  defaults: Record<Name, number>,
  args = process.argv.slice(2),
): Record<Name, number> {
  const options = Object.fromEntries(Object.keys(defaults).map(name => [name, { type: 'string' as const }]))
  const given = Object.entries(parseArgs({ options, args }).values).map(([name, value]) => [
    name,
    count(name, String(value)),
  ])
  return { ...defaults, ...Object.fromEntries(given) }
}

function count(option: string, value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value)
  console.error(`--${option} is "${value}", but must be a whole number above 0. Example: --${option} 20`)
  process.exit(1)
}
