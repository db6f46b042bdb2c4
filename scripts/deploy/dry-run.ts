import { RunError } from '@pulumi/pulumi'
import { fail } from '../../command-line/fail.ts'
import type { StackFile } from '../../command-line/stack-file.ts'
import { localStack } from '../../local/local-stack.ts'
import { deploy } from '../../testing/pulumi/mocked-deployment.ts'
import { projectName } from '../delivery/configuration.ts'
import { type Cost, costs } from './cost.ts'

/**
 * `npm run deploy -- STACK --preview`: what the program would make, by Pulumi's own mocks, without an account, a login or
 * Docker. `pulumi preview` says more, and asks for all three.
 */
export async function dryRun(file: StackFile): Promise<void> {
  const { stack, name } = file
  const project = projectName()
  try {
    const { config, region, encrypted } = localStack(file, process.env, project)
    const left = Object.fromEntries(encrypted.map(key => [key.replace(/^mcp:/, '').split('.')[0], undefined]))
    const { resources } = await deploy(stack, { stacks: '.', config: left, project, region })
    const own = resources.filter(({ type }) => /^(aws|random):/.test(type))
    console.log(
      "This ran the program under Pulumi's mocks, and asked nobody. What AWS already has, and what it would refuse, only an " +
        'account can show.\n',
    )
    console.log(`${stack} (${name}) would have these ${own.length} resources in ${region}, and an image:\n`)
    for (const line of own.map(({ type, name }) => `  ${type.split(':')[2]?.padEnd(22)} ${name}`).sort())
      console.log(line)
    if (encrypted.length > 0) console.log(`\nEncrypted, and so left out here: ${encrypted.join(', ')}`)
    const { idle, perMillion } = costs(config, resources.filter(({ type }) => type.endsWith(':MetricAlarm')).length)
    console.log(
      '\nAbout what it costs, in US dollars of us-east-1, without tax and free tier (scripts/deploy/cost.ts):',
    )
    console.log(`  a month without a call   ${shown(idle)}`)
    console.log(`  a million calls          ${shown(perMillion)}`)
  } catch (error) {
    if (error instanceof RunError || (error instanceof Error && error.name === 'ConfigError')) fail(error.message)
    throw error
  }
}

function shown(all: Cost[]): string {
  const total = all.reduce((sum, { dollars }) => sum + dollars, 0)
  return `${total.toFixed(2).padStart(7)}  ${all.map(({ what, dollars }) => `${what} ${dollars.toFixed(2)}`).join(', ')}`
}
