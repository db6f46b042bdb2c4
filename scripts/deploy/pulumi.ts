import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { fail } from '../../command-line/fail.ts'

// The Pulumi CLI, as the scripts run it: the one on the PATH, where npm puts the one in node_modules first. That one is a small
// program that downloads the CLI itself when it is first used. Every command is printed before it runs, so that you can repeat it
// by hand.

const windows = process.platform === 'win32'

/** Pulumi's exit code for a stack that the backend does not have, since 3.226: https://pulumi.com/docs/iac/cli/exit-codes */
const STACK_NOT_FOUND = 6

/** Runs one step. One that fails ends the script with its exit code; what it printed stands above the message. */
export async function pulumi(args: string[], input?: string): Promise<void> {
  const { code } = await run(args, input === undefined ? {} : { input })
  if (code !== 0) fail(describe(args, code), code)
}

/** Ends the script, and says what to do, unless the CLI is there and logged in. */
export async function requireLogin(): Promise<void> {
  if ((await run(['whoami', '--non-interactive'])).code === 0) return
  // This needs no login: where it fails as well, there is no CLI yet.
  if ((await run(['version'])).code !== 0) {
    fail(
      'The Pulumi CLI does not start, and says why above. At its first use it is downloaded from get.pulumi.com, which needs a ' +
        'network. Try again with: npx pulumi version',
    )
  }
  fail(
    '`pulumi whoami` failed, and says why above. If you are not logged in, choose where Pulumi keeps its state:\n' +
      '  npx pulumi login                in Pulumi Cloud\n' +
      '  npx pulumi login s3://BUCKET    in a bucket of your own\n' +
      '  npx pulumi login --local        on this machine',
  )
}

/** Selects the stack, and creates it where the backend has none of that name. */
export async function selectStack(stack: string): Promise<void> {
  if (!(await trySelect(stack))) await pulumi(['stack', 'init', stack])
}

/** Selects the stack. @returns whether the backend has one of that name */
export async function trySelect(stack: string): Promise<boolean> {
  const select = ['stack', 'select', stack]
  const { code, stderr } = await run(select, { captureErrors: true })
  // Only this answer says that there is none: after any other failure it may well exist. A CLI older than the exit code says it.
  if (code !== 0 && (code === STACK_NOT_FOUND || /no stack named/.test(stderr))) return false
  process.stderr.write(stderr)
  if (code !== 0) fail(describe(select, code), code)
  return true
}

async function run(
  args: string[],
  { input, captureErrors = false }: { input?: string; captureErrors?: boolean } = {},
): Promise<{ code: number; stderr: string }> {
  console.log(`$ ${commandLine(args)}`)
  const child = start(args, [
    input === undefined ? 'inherit' : 'pipe',
    'inherit',
    captureErrors ? 'pipe' : 'inherit',
  ] as const)
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', chunk => (stderr += chunk))
  // Pulumi may end before it has read everything: its exit code tells, an EPIPE here would only add a stack trace.
  child.stdin?.on('error', () => {}).end(input)
  return { code: await end(child), stderr }
}

/**
 * A fresh checkout does not name what encrypts a stack's secrets, but its state does: without this, Pulumi would take a
 * passphrase instead, and encrypt everything anew by it (https://github.com/pulumi/pulumi/issues/16412).
 */
export const pulumiEnv = () => ({ PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: 'true', ...process.env })

function start(args: string[], stdio: StdioOptions): ChildProcess {
  const env = pulumiEnv()
  // npm's executables are .cmd files on Windows, which only a shell starts.
  return windows ? spawn(commandLine(args), { stdio, env, shell: true }) : spawn('pulumi', args, { stdio, env })
}

async function end(child: ChildProcess): Promise<number> {
  // Ctrl-C reaches Pulumi too, which then finishes what it has begun: wait for it instead of dying before it.
  const wait = () => {}
  const pass = () => child.kill('SIGTERM')
  process.on('SIGINT', wait).on('SIGTERM', pass)
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    return code ?? 128 + constants.signals[signal ?? 'SIGTERM']
  } catch {
    return fail('There is no `pulumi` on the PATH: install it with `npm ci`, and run this with `npm run`.', 127)
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', pass)
  }
}

function describe(args: string[], code: number): string {
  if (code === 128 + constants.signals.SIGINT) {
    return `\`${commandLine(args)}\` was interrupted. Pulumi may still be finishing what it had begun: wait for its last line.`
  }
  return `\`${commandLine(args)}\` ended with exit code ${code}: Pulumi says why above.`
}

/** The command as a shell would need it. */
export function commandLine(args: string[]): string {
  return ['pulumi', ...args].map(shellWord).join(' ')
}

function shellWord(word: string): string {
  if (/^[\w@+=:,./-]+$/.test(word)) return word
  return windows ? `"${word.replaceAll('"', '""')}"` : `'${word.replaceAll("'", "'\\''")}'`
}
