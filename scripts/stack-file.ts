import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { asksForHelp, type CommandLine, showHelp } from './command-line.ts'
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

/**
 * Reads the arguments of `npm run SCRIPT -- STACK [OPTIONS]`, in the directory that holds the stack files. What is not of the
 * script's own options is Pulumi's.
 */
export function stackArguments(line: CommandLine, args: string[]): { file: StackFile; options: string[] } {
  if (asksForHelp(args)) showHelp(line)
  const [stack, ...options] = args
  const { stacks, known } = findStacks()
  const usage = `${line.script} -- ${stacks[0] ?? 'STACK'}`

  if (stack === undefined) fail(`Which stack? For example \`${usage}\`; ${known}.`)
  if (stack.startsWith('-')) fail(`"${stack}" stands where the stack belongs: \`${usage} ${stack}\`; ${known}.`)
  requireStack(stack)
  // Pulumi heeds the last --stack: another one here would be deployed with this one's checks.
  const other = options.find(option => /^(-s|--stack(=|$))/.test(option))
  if (other) fail(`"${other}" would name a second stack beside "${stack}": leave it out.`)
  return { file: readStackFile(stack), options }
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
