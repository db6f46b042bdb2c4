import { bootstrap } from '../../bootstrap/mocked-bootstrap.ts'
import { deploy } from '../../infra/mocked-deployment.ts'
import type { Registered } from '../../infra/recording.ts'

/**
 * What both programs register, by a name for each deployment: every stack as it is shipped, and twice with all that can be
 * added, as some of that excludes the other; one with the least and one with the most that the configuration takes; and the
 * account, with a host name for each stack.
 */
export async function programs(): Promise<Record<string, Registered[]>> {
  const stacks = ['dev', 'qas', 'prod']
  const added = (stack: string) => ({
    authorization: 'token',
    apiLogRole: 'existing',
    alarmEmail: 'ops@example.com',
    webAclArn: 'arn:aws:wafv2:ap-southeast-2:123456789012:regional/webacl/edge/00000000-0000-0000-0000-000000000000',
    domain: { name: `${stack}.mcp.example.com`, zone: 'example.com' },
    permissionsBoundary: `arn:aws:iam::123456789012:policy/github/serverless-mcp-${stack}-boundary`,
  })
  const lambda = { reservedConcurrency: 20, provisionedConcurrency: 2, environment: { GREETING: 'hello' } }
  const domains = Object.fromEntries(stacks.map(stack => [stack, `${stack}.mcp.example.com`]))

  const all: Record<string, Registered[]> = {}
  for (const stack of stacks) {
    all[stack] = (await deploy(stack)).resources
    all[`${stack}-canary`] = (await deploy(stack, { config: { ...added(stack), release: 'canary' } })).resources
    const direct = { ...added(stack), release: 'direct', streaming: true, lambda }
    all[`${stack}-direct`] = (await deploy(stack, { config: direct })).resources
  }
  for (const [name, config] of Object.entries(extremes))
    all[`dev-${name}`] = (await deploy('dev', { config })).resources
  all.bootstrap = (await bootstrap({ repository: 'owner/name', domains })).resources
  return all
}

const extremes = {
  least: { lambda: { memorySize: 128, timeout: 2 }, throttle: { rate: 0.1, burst: 1 }, logRetentionDays: 1 },
  most: {
    lambda: { memorySize: 10_240, timeout: 900, architecture: 'arm64' },
    throttle: { rate: 10_000, burst: 5000 },
    logRetentionDays: 3653,
    streaming: true,
  },
}
