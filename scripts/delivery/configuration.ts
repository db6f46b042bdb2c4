import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { readStackFile } from '../../command-line/stack-file.ts'
import type { StackConfig } from '../../infra/config/config.ts'
import { ConfigError } from '../../infra/config/parse-config.ts'
import { localStack } from '../../local/local-stack.ts'
import { fail } from './github.ts'

/** The main program's Pulumi project. */
export const projectName = (): string => (parse(readFileSync('Pulumi.yaml', 'utf8')) as { name: string }).name

/**
 * What a stack's file says, by the rules that its deployment goes by. What is encrypted in it stays so, and counts as not
 * there. Ends the job with every mistake at once.
 */
export function readConfiguration(stack: string): StackConfig {
  try {
    return localStack(readStackFile(stack), {}, projectName()).config
  } catch (error) {
    if (error instanceof ConfigError) return fail(error.message)
    throw error
  }
}
