import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type CommandLine, readCommandLine } from './command-line.ts'
import { fail } from './fail.ts'

/** What the scripts need to know of a `Pulumi.STACK.yaml`. */
export interface StackFile {
  stack: string
  /** The file's name. */
  name: string
  /** As it stands in the file: `pulumi config set` writes `"true"`, people write `true`. */
  config: Record<string, unknown>
  /** Whether secrets are encrypted with a passphrase, as they are by default where the backend is not Pulumi Cloud. */
  passphrase: boolean
  /** What encrypts its secrets instead, where the file says so. */
  secretsProvider?: string
}

/** The arguments of a script that works on a stack. */
export interface StackArguments<Table extends CommandLine['options']> {
  file: StackFile
  values: ReturnType<typeof readCommandLine<Table>>['values']
  /** The options behind a second `--`, for Pulumi. */
  pulumiOptions: string[]
}

/**
 * Reads the arguments of `npm run SCRIPT -- STACK [OPTIONS] [-- OPTIONS OF PULUMI]`, in the directory that holds the stack files.
 * Ends the process with one sentence for an unknown option, and for a stack that is missing or unknown.
 */
export function stackArguments<Table extends CommandLine['options']>(
  line: CommandLine<Table>,
  args: string[],
): StackArguments<Table> {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const pulumiOptions = args.slice(end + 1)
  const { values, positionals } = readCommandLine(line, args.slice(0, end))
  const [stack] = positionals
  const { stacks, known } = findStacks()
  if (stack === undefined) fail(`Which stack? Example: ${line.script} -- ${stacks[0] ?? 'STACK'} (${known})`)
  requireStack(stack)
  // Pulumi uses the last --stack: another one here would be deployed with this one's checks.
  const other = pulumiOptions.find(option => /^(-s|--stack(=|$))/.test(option))
  if (other) fail(`"${other}" would name a second stack beside "${stack}": leave it out.`)
  return { file: readStackFile(stack), values, pulumiOptions }
}

/** Ends the process unless the stack has a file here. */
export function requireStack(stack: string): void {
  const { stacks, known } = findStacks()
  if (!stacks.includes(stack)) fail(`The stack "${stack}" has no file Pulumi.${stack}.yaml: ${known}.`)
}

function findStacks(): { stacks: string[]; known: string } {
  const stacks = readdirSync('.')
    .flatMap(name => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort()
  const known = stacks.length > 0 ? `the stacks here are ${stacks.join(', ')}` : 'there is no Pulumi.STACK.yaml here'
  return { stacks, known }
}

/** @param folder default: this one */
export function readStackFile(stack: string, folder = '.'): StackFile {
  const name = `Pulumi.${stack}.yaml`
  const content = parseYaml(join(folder, name)) as Partial<Record<string, unknown>> | null
  const { config, encryptionsalt, secretsprovider } = content ?? {}
  return {
    ...{ stack, name, config: (config ?? {}) as StackFile['config'], passphrase: encryptionsalt !== undefined },
    ...(typeof secretsprovider === 'string' && { secretsProvider: secretsprovider }),
  }
}

/** Whether a setting has a value, whichever way it is written. */
export function says({ config }: StackFile, key: string, value: string): boolean {
  return String(config[key]) === value
}

function parseYaml(name: string): unknown {
  try {
    return parse(readFileSync(name, 'utf8'))
  } catch (error) {
    return fail(`${name} cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
}
