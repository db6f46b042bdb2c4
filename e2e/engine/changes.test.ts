import { expect, inject, test } from 'vitest'
import { goodToken } from '../../testing/pulumi/mocked-deployment.ts'
import type { Operation } from './provider/cloud.ts'
import { parseUrn } from './provider/methods.ts'
import { Machine } from './workspace.ts'

// One stack, and one change of its configuration after the other, on Pulumi's real engine: what each of them does to what
// exists. Had a change left something behind, the next one would do it, and its line would not fit.

const cli = inject('pulumi') ?? ''
const lambda = { memorySize: 1024, timeout: 15 }
const domain = { name: 'mcp.example.com', zone: 'example.com' }
const webAclArn = 'arn:aws:wafv2:ap-southeast-2:123456789012:regional/webacl/edge/0'
const jwt = { issuer: 'https://issuer.example.com/' }

/** A new document is a new deployment of the API, which the stage is moved to before the old one goes. */
const document = ['create RestApiPut', 'delete RestApiPut', 'create Deployment', 'delete Deployment', 'update Stage']
/** A new version, which `live` is moved to. */
const server = ['update Function server', 'update Alias server']
const authorizer = ['update Function authorizer', 'update Alias authorizer']

/** What is set, and what happens. `undefined` takes a key away. */
const changes: [name: string, config: Record<string, unknown>, operations: string[]][] = [
  ['memory', { lambda }, [...server]],
  ['the time there is', { lambda: { ...lambda, timeout: 20 } }, [...document, ...server, 'update MetricAlarm latency']],
  [
    'the log level',
    { lambda: { ...lambda, logLevel: 'warn' } },
    [...document, ...server, 'update MetricAlarm latency'],
  ],
  ['limits', { throttle: { rate: 10, burst: 20 } }, ['update MethodSettings']],
  [
    'how long logs are kept',
    { logRetentionDays: 30 },
    ['update LogGroup access', 'update LogGroup execution', 'update LogGroup server'],
  ],
  ['origins', { allowedOrigins: ['https://example.com'] }, [...server]],
  ['a variable', { lambda: { ...lambda, environment: { REPORTS: 'arn:aws:s3:::reports' } } }, [...server]],
  ['who is told of alarms', { alarmEmail: 'ops@example.com' }, ['create TopicSubscription alarms']],
  [
    'somebody else is told',
    { alarmEmail: 'team@example.com' },
    ['create TopicSubscription alarms', 'delete TopicSubscription alarms'],
  ],
  [
    'a token',
    { authorization: 'token' },
    [
      ...document,
      ...server,
      'create Alias authorizer',
      'create Function authorizer',
      'create LogGroup authorizer',
      'create LogMetricFilter authorizer',
      'create MetricAlarm authorizer-errors',
      'create MetricAlarm authorizer-throttles',
      'create Permission authorizer',
      'create Role authorizer',
      'create RolePolicy authorizer',
    ],
  ],
  ['a new key for state', { stateKey: 2 }, [...server, 'create RandomBytes state-2']],
  ['one more', { stateKey: 3 }, [...server, 'create RandomBytes state-3', 'delete RandomBytes state-1']],
  ['streaming', { streaming: true }, [...document, ...server]],
  ['a web ACL', { webAclArn }, ['create WebAclAssociation']],
  [
    'a domain',
    { domain },
    [
      ...document,
      'create BasePathMapping',
      'create Certificate',
      'create CertificateValidation',
      'create DomainName',
      'create Record',
      'create Record validation',
    ],
  ],
  ['the domain alone', { domain: { ...domain, exclusive: true } }, [...document, 'update RestApi']],
  ['reserved concurrency', { lambda: { ...lambda, reservedConcurrency: 20 } }, [...server]],
  [
    'provisioned concurrency',
    { lambda: { ...lambda, reservedConcurrency: 20, provisionedConcurrency: 2 } },
    ['create ProvisionedConcurrencyConfig'],
  ],
  ['less of it', { lambda }, ['delete ProvisionedConcurrencyConfig', 'update Function server']],
  [
    'canaries',
    { release: 'canary' },
    ['create Application', 'create DeploymentGroup', 'create Role release', 'create RolePolicyAttachment release'],
  ],
  ['a version, which CodeDeploy is to move to', { lambda: { ...lambda, memorySize: 512 } }, ['update Function server']],
  [
    'no canaries',
    { release: 'direct' },
    [
      'delete Application',
      'delete DeploymentGroup',
      'delete Role release',
      'delete RolePolicyAttachment release',
      'update Alias server',
    ],
  ],
  ['the other architecture', { lambda: { ...lambda, architecture: 'arm64' } }, [...server, ...authorizer]],
  ['another base image', { baseImage: 'public.ecr.aws/lambda/nodejs:24.2026' }, [...server, ...authorizer]],
  ['access tokens of an issuer', { authorization: 'jwt', jwt }, [...document, ...server, ...authorizer]],
  ['protection', { protect: true }, ['update Repository']],
  ['none', { protect: undefined }, ['update Repository']],
  // Of an account that bootstrap/ has prepared since: the roles stay, and are bounded. The log role is retained.
  [
    'a boundary',
    {
      apiLogRole: 'existing',
      permissionsBoundary: 'arn:aws:iam::123456789012:policy/github/serverless-mcp-dev-boundary',
    },
    ['update Role authorizer', 'update Role server'],
  ],
]

const TOKENS = 'mcp:tokens'
const shown = ({ op, urn }: Operation) =>
  `${op} ${parseUrn(urn).type.split(':')[2]} ${parseUrn(urn).name.replace(/^serverless-mcp-dev-?/, '')}`.trim()

test.skipIf(cli === '')('a stack changes in what its configuration changes, and in nothing else', async () => {
  using machine = new Machine(cli)
  const checkout = machine.checkout()
  const shipped = checkout.read('Pulumi.dev.yaml')
  await checkout.succeed(['stack', 'init', 'dev'])
  const up = ['up', '--yes', '--stack', 'dev', '--skip-preview']
  await checkout.succeed(up)

  for (const [name, config, operations] of changes) {
    const before = machine.cloud.journal().length
    checkout.configure('dev', Object.fromEntries(Object.entries(config).map(([key, value]) => [`mcp:${key}`, value])))
    if (config.authorization === 'token')
      await checkout.succeed(['config', 'set', '--stack', 'dev', '--path', '--secret', `${TOKENS}[0]`, goodToken])
    if (config.authorization === 'jwt') checkout.configure('dev', { [TOKENS]: undefined })
    await checkout.succeed(up)
    const done = machine.cloud.journal().slice(before).map(shown).sort()
    expect([name, done]).toEqual([name, operations.toSorted()])
    if (name === 'a domain') expectDomainFirst(machine.cloud.journal().slice(before).map(shown))
  }

  checkout.write(
    'Pulumi.dev.yaml',
    `${shipped}\n${/^encryptionsalt: .*$/m.exec(checkout.read('Pulumi.dev.yaml'))?.[0]}\n`,
  )
  await checkout.succeed(up)
  await checkout.succeed([...up, '--expect-no-changes'])
})

/** Clients of the old address go on with it until they can reach the new one. */
function expectDomainFirst(done: string[]): void {
  const at = (operation: string) => done.indexOf(operation)
  expect(at('create DomainName')).toBeLessThan(at('create RestApiPut'))
  expect(at('create Record')).toBeLessThan(at('create RestApiPut'))
  expect(at('create RestApiPut')).toBeLessThan(at('update Stage'))
}
