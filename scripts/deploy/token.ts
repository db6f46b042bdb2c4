import { randomBytes } from 'node:crypto'
import { tokenSyntax } from '../../app/auth/token-syntax.ts'
import { askHidden, type Terminal } from '../../command-line/ask-hidden.ts'
import { fail } from '../../command-line/fail.ts'
import { readStackFile, type StackFile, says } from '../../command-line/stack-file.ts'
import { productionTokenLength } from '../../infra/config/config-rules.ts'
import { commandLine, pulumi } from './pulumi.ts'

const sendable = new RegExp(`^${tokenSyntax}$`)

/** Where a stack asks its callers for a token and has none: asks for it on the terminal, and stores it. */
export async function provideToken(file: StackFile, terminal: Terminal): Promise<void> {
  if (!says(file, 'mcp:authorization', 'token') || !isEmpty(file.config['mcp:tokens'])) return
  const set = ['config', 'set', '--stack', file.stack, '--path', '--secret', 'mcp:tokens[0]']
  if (!terminal.input.isTTY) {
    fail(`${file.name} has no mcp:tokens, and no terminal is here to ask for one. Set it: npx ${commandLine(set)}`)
  }

  await providePassphrase(file.stack, terminal)
  const typed = await askToken(says(file, 'mcp:environment', 'production'), terminal)
  const token = typed || randomBytes(32).toString('hex')
  // By its standard input: every process of the machine can read a command line, and logs keep it.
  await pulumi(set, token)
  if (!typed) terminal.output.write(`The token that callers must send, which is not shown again:\n${token}\n`)
}

/** Asks until the answer is a token that the server can accept; an empty answer asks for one to be made. */
export async function askToken(production: boolean, terminal: Terminal): Promise<string> {
  for (;;) {
    const token = await ask('mcp:tokens[0], the token that callers must send (Enter makes one): ', terminal)
    const fault = token === '' ? undefined : faultOf(token, production)
    if (fault === undefined) return token
    terminal.output.write(`${fault}\n`)
  }
}

function faultOf(token: string, production: boolean): string | undefined {
  if (!sendable.test(token)) {
    return 'A token consists of letters, digits and -._~+/ only, with = at its end only: this one has another character.'
  }
  if (production && token.length < productionTokenLength) {
    return `A token of production has at least ${productionTokenLength} characters: this one has ${token.length}.`
  }
  return undefined
}

/** Pulumi asks for its passphrase itself, but not while its standard input is the token. */
async function providePassphrase(stack: string, terminal: Terminal): Promise<void> {
  const { PULUMI_CONFIG_PASSPHRASE, PULUMI_CONFIG_PASSPHRASE_FILE } = process.env
  // Read again: `pulumi stack init` has written it.
  if (!readStackFile(stack).passphrase || PULUMI_CONFIG_PASSPHRASE !== undefined || PULUMI_CONFIG_PASSPHRASE_FILE)
    return
  process.env.PULUMI_CONFIG_PASSPHRASE = await ask(
    `PULUMI_CONFIG_PASSPHRASE, which encrypts the secrets of ${stack}: `,
    terminal,
  )
}

async function ask(question: string, terminal: Terminal): Promise<string> {
  const answer = await askHidden(question, terminal)
  return answer ?? fail('Stopped: nothing is deployed. Run it again when you have the answer.', 130)
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isEmpty) : value === undefined || value === null || value === ''
}
