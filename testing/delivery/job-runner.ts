import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parse } from 'yaml'

// For tests: runs a job of a workflow as GitHub would, as far as ours go. Shell steps run for real; actions are answered.

export interface Step {
  name?: string
  id?: string
  if?: string
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, string>
  'continue-on-error'?: string
}

export interface Job {
  if?: string
  needs?: string
  uses?: string
  environment?: string
  permissions?: Record<string, string>
  concurrency?: { group: string; 'cancel-in-progress': boolean }
  env?: Record<string, string>
  with?: Record<string, unknown>
  secrets?: Record<string, string> | string
  steps?: Step[]
}

interface Input {
  type: string
  default?: string
  required?: boolean
  options?: string[]
}

export interface Workflow {
  name: string
  on: {
    pull_request?: { branches: string[] }
    push?: { branches: string[] }
    workflow_dispatch?: { inputs?: Record<string, Input> } | null
    workflow_call?: { inputs: Record<string, Input>; secrets?: Record<string, { required: boolean }> }
  }
  permissions?: Record<string, string>
  jobs: Record<string, Job>
}

export const readWorkflow = (file: string) => parse(readFileSync(`.github/workflows/${file}`, 'utf8')) as Workflow

type Answer = Record<string, string> | false | undefined

export interface World {
  inputs: Record<string, string>
  vars: Record<string, string>
  secrets: Record<string, string>
  /** What the event tells. */
  github?: Record<string, unknown>
  /** What an action hands on, or false when it fails. An action that is not named here hands on nothing. */
  actions: (uses: string, step: Step, env: Record<string, string>) => Answer | Promise<Answer>
  /** Folders before the PATH: stand-ins for the commands that would leave this machine. */
  path: string
  /** Where the shell steps run. */
  cwd: string
  /** Of the machine, under what the workflow sets. */
  env?: NodeJS.ProcessEnv
}

export interface Ran {
  step: string
  outcome: 'success' | 'failure' | 'skipped'
  log: string
}

/** Runs the steps in order. A failed one skips the rest, but for those that say `always()`. */
export async function runJob(
  { env = {}, steps = [] }: Job,
  world: World,
): Promise<{ steps: Ran[]; failed: boolean; summary: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'job-'))
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') }
  writeFileSync(files.GITHUB_STEP_SUMMARY, '')
  const context: Context = { ...world, steps: {}, failed: false }
  const ran: Ran[] = []
  try {
    for (const step of steps) {
      const wanted = step.if === undefined ? !context.failed : isTrue(step.if, context)
      const { outcome, outputs, log } = wanted ? await runStep(step, env, context, world, files) : skipped
      const tolerated = Boolean(
        evaluate(/\$\{\{(.+)\}\}/.exec(step['continue-on-error'] ?? '')?.[1] ?? 'false', context),
      )
      if (outcome === 'failure' && !tolerated) context.failed = true
      if (step.id) context.steps[step.id] = { outputs, outcome }
      ran.push({ step: step.name ?? step.run ?? step.uses?.split('@')[0] ?? '', outcome, log })
    }
    return { steps: ran, failed: context.failed, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Context extends Pick<World, 'inputs' | 'vars' | 'secrets' | 'github'> {
  steps: Record<string, { outputs: Record<string, string>; outcome: Ran['outcome'] }>
  failed: boolean
}

const skipped = { outcome: 'skipped' as const, outputs: {}, log: '' }

async function runStep(
  step: Step,
  jobEnv: Record<string, string>,
  context: Context,
  world: World,
  files: Record<string, string>,
) {
  const own = { ...fill(jobEnv, context), ...fill(step.env ?? {}, context) }
  if (step.uses) {
    const filled = { ...step, with: fill(step.with ?? {}, context) }
    const outputs = await world.actions(step.uses.split('@')[0] ?? '', filled, own)
    return { outcome: outputs === false ? ('failure' as const) : ('success' as const), outputs: outputs || {}, log: '' }
  }
  writeFileSync(files.GITHUB_OUTPUT ?? '', '')
  const child = spawn('bash', ['-e', '-c', step.run ?? ''], {
    cwd: world.cwd,
    env: {
      ...process.env,
      ...world.env,
      ...files,
      ...own,
      GITHUB_ACTIONS: 'true',
      PATH: `${world.path}:${process.env.PATH}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  const lines = readFileSync(files.GITHUB_OUTPUT ?? '', 'utf8')
    .split('\n')
    .filter(Boolean)
  const outputs = Object.fromEntries(lines.map(line => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]))
  return { outcome: status === 0 ? ('success' as const) : ('failure' as const), outputs, log: stdout + stderr }
}

function fill(values: Record<string, unknown>, context: Context): Record<string, string> {
  const filled = Object.entries(values).map(([name, value]) => [
    name,
    String(value).replace(/\$\{\{(.+?)\}\}/g, (_all, expression: string) =>
      String(evaluate(expression, context) ?? ''),
    ),
  ])
  return Object.fromEntries(filled)
}

function isTrue(condition: string, context: Context): boolean {
  const success = /\balways\(\)/.test(condition) || !context.failed
  return success && Boolean(evaluate(condition, context))
}

/** Our expressions are JavaScript's as well, but for names with a dash and for what is not there. */
function evaluate(expression: string, context: Context): unknown {
  const names = { ...context, always: () => true }
  const safe = expression.replace(/\.([\w-]+)/g, '?.["$1"]')
  return new Function(...Object.keys(names), `return ${safe}`)(...Object.values(names))
}
