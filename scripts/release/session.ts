import type { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { Stack } from './deployed-stack.ts'
import type { Report } from './report.ts'

interface Clock {
  now(): number
  /** Rejects with an AbortError after Ctrl-C. */
  sleep(ms: number): Promise<void>
}

/** What every step of a release works with. */
export interface Session {
  stack: Stack
  lambda: Pick<LambdaClient, 'send'>
  codedeploy: Pick<CodeDeployClient, 'send'>
  clock: Clock
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
  report: Report
}

/** A command of this script, as it would be typed for the same stack. */
export function command({ stack }: Session, words = ''): string {
  return `npm run release -- ${words && `${words} `}-s ${stack.name}`
}
