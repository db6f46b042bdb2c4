import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { commandLine, pulumiEnv } from '../deploy/pulumi.ts'
import { Refusal } from './refusal.ts'

/** What a release needs to know of a deployed stack. */
export interface Stack {
  name: string
  mode: 'direct' | 'canary'
  /** Whether callers need a token that the stack's configuration holds. */
  token: boolean
  /** The authorization server whose tokens callers need. */
  issuer?: string
  /** Undefined leaves it to AWS's own settings (AWS_REGION, the profile), as Pulumi does. */
  region: string | undefined
  /** CodeDeploy's, by its name in `infra/release.ts`. */
  application: string
  functionName: string
  /** The version that `up` published last. */
  functionVersion: string
  aliasName: string
  endpoint: string
}

/** Asks Pulumi. Of the selected stack, where none is named. */
export function readStack(given?: string): Stack {
  const stack = given === undefined ? [] : ['--stack', given]
  const outputs = JSON.parse(ask(['stack', 'output', '--json', ...stack])) as Record<string, unknown>
  // One call for every key, since `config get` fails in the same way for a missing key as for a missing stack.
  const config = JSON.parse(ask(['config', '--json', ...stack])) as Config
  // `organization/project/stack`, in full.
  const name = (given ?? ask(['stack', '--show-name']).trim()).split('/').at(-1) ?? ''
  const output = (key: string): string => {
    const value = outputs[key]
    if (typeof value === 'string') return value
    throw new Refusal(`The stack "${name}" has no output ${key}: deploy it first, by \`npm run deploy -- ${name}\`.`)
  }
  return {
    name,
    mode: config['mcp:release']?.value === 'canary' ? 'canary' : 'direct',
    token: config['mcp:authorization']?.value === 'token',
    ...issuerOf(config),
    region: config['aws:region']?.value,
    application: `${projectName()}-${name}`,
    functionName: output('functionName'),
    functionVersion: output('functionVersion'),
    aliasName: output('aliasName'),
    endpoint: output('McpEndpoint'),
  }
}

type Config = Record<string, { value?: string; objectValue?: { issuer?: string } }>

function issuerOf(config: Config): { issuer?: string } {
  const issuer = config['mcp:authorization']?.value === 'jwt' ? config['mcp:jwt']?.objectValue?.issuer : undefined
  return issuer === undefined ? {} : { issuer }
}

function projectName(): string {
  return String((parse(readFileSync('Pulumi.yaml', 'utf8')) as { name: unknown }).name)
}

/** Its errors go to the terminal: they say what is missing (a login, a passphrase, the stack). */
function ask(args: string[]): string {
  // A question, as for a passphrase, would be asked on stdout, which is not shown.
  const whole = [...args, '--non-interactive']
  const options: SpawnSyncOptionsWithStringEncoding = {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: pulumiEnv(),
  }
  // npm's executables are .cmd files on Windows, which only a shell starts.
  const { status, stdout, error } =
    process.platform === 'win32'
      ? spawnSync(commandLine(whole), { ...options, shell: true })
      : spawnSync('pulumi', whole, options)
  if (error)
    throw new Refusal('There is no `pulumi` on the PATH: install it with `npm ci`, and run this with `npm run`.')
  if (status !== 0)
    throw new Refusal(`\`${commandLine(whole)}\` ended with exit code ${status}: Pulumi says why above.`)
  return stdout
}
