import { setTimeout } from 'node:timers/promises'
import { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { fail } from '../command-line/fail.ts'
import { type Command, parseCommand } from './release/arguments.ts'
import { awsError, isNamed } from './release/aws-error.ts'
import { readStack, type Stack } from './release/deployed-stack.ts'
import { Refusal } from './release/refusal.ts'
import { createReport } from './release/report.ts'
import { rollOut } from './release/roll-out.ts'
import { rollback } from './release/rollback.ts'
import type { Session } from './release/session.ts'
import { smokeTest } from './release/smoke.ts'
import { printVersions } from './release/versions.ts'

// `npm run release`, after every `pulumi up`: makes the version that it published live, step by step where the stack says
// `release: canary`, and tries it. `release/arguments.ts` has its other uses.

const report = createReport(process.stdout)
const interruption = new AbortController()
// Once: a second Ctrl-C ends it at once.
process.once('SIGINT', () => interruption.abort()).once('SIGTERM', () => interruption.abort())

try {
  const command = parseCommand(process.argv.slice(2))
  const stack = readStack(command.stack)
  requireToken(command, stack)
  await run(command, createSession(stack)).catch(error => {
    throw awsError(error, stack.name) ?? error
  })
} catch (error) {
  report.end()
  if (error instanceof Refusal) fail(error.message, error.code)
  if (isNamed(error, 'AbortError')) fail('Interrupted. `npm run release -- list` shows where `live` is.', 130)
  throw error
}

function run({ name, version, smoke }: Command, session: Session): Promise<void> {
  switch (name) {
    case 'list':
      return printVersions(session)
    case 'rollback':
      return rollback(session, version)
    case 'release':
      return rollOut(session, smoke ? smokeTest : undefined)
  }
}

/** Before anything else: without it the smoke test would fail, and take back a good release. */
function requireToken({ name, smoke }: Command, { token, name: stack }: Stack): void {
  if (name !== 'release' || !smoke || !token || process.env.MCP_AUTH_TOKEN) return
  throw new Refusal(
    `The smoke test of "${stack}" needs a token: set MCP_AUTH_TOKEN, or leave the test out by --no-smoke.`,
  )
}

function createSession(stack: Stack): Session {
  const { signal } = interruption
  const settings = stack.region === undefined ? {} : { region: stack.region }
  return {
    stack,
    lambda: new LambdaClient(settings),
    codedeploy: new CodeDeployClient(settings),
    clock: { now: Date.now, sleep: ms => setTimeout(ms, undefined, { signal }) },
    signal,
    report,
  }
}
