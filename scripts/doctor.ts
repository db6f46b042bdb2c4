import { readCommandLine } from '../command-line/command-line.ts'
import { readStackFile, requireStack } from '../command-line/stack-file.ts'
import { localStack } from '../local/local-stack.ts'
import { projectName } from './delivery/configuration.ts'
import { accountFindings } from './doctor/account.ts'
import { type Finding, missing } from './doctor/finding.ts'
import { issuerFindings } from './doctor/issuer.ts'
import { machineFindings } from './doctor/machine.ts'

// `npm run doctor -- STACK`: whether this machine and the account have what a deployment takes; a line for each thing, and
// what to do. Changes nothing. Default: the stack dev.

const { positionals } = readCommandLine({
  script: 'npm run doctor',
  does:
    'Checks whether this machine and the AWS account have what a deployment needs: one line for each thing, and what to do. ' +
    'Changes nothing.',
  operands: '[STACK, by default dev]',
  options: {},
  examples: ['npm run doctor -- prod'],
})
const [stack = 'dev'] = positionals
requireStack(stack)
const marks = { good: 'ok  ', missing: 'TODO', unknown: '?   ' }
const found: Finding[] = []

function say(findings: Finding[]): void {
  for (const { state, text } of findings) console.log(`${marks[state]}  ${text}`)
  found.push(...findings)
}

say(machineFindings())
try {
  const { config } = localStack(readStackFile(stack), process.env, projectName())
  // The region that `pulumi up` deploys to, and not one that stands in for a missing one.
  const region = String(readStackFile(stack).config['aws:region'] ?? process.env.AWS_REGION ?? '')
  say(await accountFindings(stack, region, config))
  say(await issuerFindings(config))
} catch (error) {
  if (!(error instanceof Error) || error.name !== 'ConfigError') throw error
  say([missing(error.message)])
}

const todo = found.filter(({ state }) => state === 'missing').length
const unknown = found.filter(({ state }) => state === 'unknown').length
const verdict = unknown > 0 ? 'Nothing is missing, as far as could be checked' : 'Nothing is missing'
console.log(todo > 0 ? `\n${todo} to do before ${stack} can be deployed.` : `\n${verdict}.`)
process.exitCode = todo > 0 ? 1 : 0
