import { type ParseArgsConfig, parseArgs } from 'node:util'
import { fail } from './fail.ts'

/** An option, as `parseArgs` takes it, and what `--help` says of it. */
interface Option {
  type: 'string' | 'boolean'
  short?: string
  default?: string | boolean
  /** Stands for the value of a string in the help. Default: `VALUE`. */
  value?: string
  help: string
}

type Options = Record<string, Option>

/** What a script may be called with: one table, which parses its command line and prints its help. */
export interface CommandLine<Table extends Options = Options> {
  /** As it is typed: `npm run image`. */
  script: string
  /** What it does, in a sentence or two. */
  does: string
  /** What may stand beside the options, as in `[FOLDER]`. Default: nothing may. */
  operands?: string
  /** How many operands there may be. Default: one, where there are any. */
  most?: number
  options: Table
  /** Environment variables that it heeds, and what each is for. */
  variables?: Record<string, string>
  /** Whole commands. The first stands in the sentence for a wrong command line. */
  examples: readonly [string, ...string[]]
}

type Parsed<Table extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Table; allowPositionals: true }>
>

/**
 * Parses the command line of a script. Prints the help and ends the process, with status 0, for `--help` and `-h`; ends it with
 * one sentence and status 1 for an unknown option, a value that is missing or one too many, and for too many operands.
 *
 * @param args default: this process's
 */
export function readCommandLine<Table extends Options>(
  line: CommandLine<Table>,
  args = process.argv.slice(2),
): Parsed<Table> {
  if (asksForHelp(args)) showHelp(line)
  const most = line.most ?? (line.operands === undefined ? 0 : 1)
  const config = { args, options: line.options, allowPositionals: true } satisfies ParseArgsConfig
  try {
    const parsed = parseArgs(config) as Parsed<Table>
    const tooMany = parsed.positionals[most]
    if (tooMany === undefined) return parsed
    return refuse(line, `Unexpected argument '${tooMany}'`)
  } catch (error) {
    // The rest of Node's message tells how to write an operand that begins with a dash.
    const [reason = ''] = (error as Error).message.split(/\.\s/)
    return refuse(line, reason.replace(/\.$/, ''))
  }
}

/** What stands behind `--` is another program's. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return args.slice(0, end < 0 ? undefined : end).some(arg => arg === '--help' || arg === '-h')
}

/** Prints the help and ends the process. */
function showHelp(line: CommandLine): never {
  console.log(help(line))
  process.exit(0)
}

function refuse({ script, examples }: CommandLine, reason: string): never {
  return fail(`${reason}. Example: ${examples[0]} (all options: ${script} -- --help)`)
}

/** The text of `--help`. */
function help({ script, does, operands, options, variables = {}, examples }: CommandLine): string {
  const listed = [
    ...Object.entries(options),
    ['help', { type: 'boolean', short: 'h', help: 'Prints this help.' }] as const,
  ]
  const rows = listed.map(([name, option]): [string, string] => [spelled(name, option), described(option)])
  return [
    `Usage: ${script} -- ${[operands, '[OPTIONS]'].filter(Boolean).join(' ')}`,
    `\n${does}`,
    `\nOptions:\n${columns(rows)}`,
    ...(Object.keys(variables).length > 0 ? [`\nEnvironment:\n${columns(Object.entries(variables))}`] : []),
    `\nExamples:\n${examples.map(example => `  ${example}`).join('\n')}`,
  ].join('\n')
}

function spelled(name: string, { type, short, value = 'VALUE' }: Option): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${type === 'string' ? ` ${value}` : ''}`
}

function described({ help, default: value }: Option): string {
  return value === undefined || value === false ? help : `${help} Default: ${value}.`
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

/** The value of an option that is a whole number within bounds. Ends the process with one sentence for any other. */
export function wholeNumber(
  { script }: Pick<CommandLine, 'script'>,
  option: string,
  text: string,
  [least, most]: readonly [least: number, most: number],
  example: number,
): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && number <= most) return number
  const rule =
    most === Number.MAX_SAFE_INTEGER
      ? `must be a whole number above ${least - 1}`
      : `must be a whole number from ${least} to ${most}`
  return fail(`--${option} is "${text}", but ${rule}. Example: ${script} -- --${option} ${example}`)
}
