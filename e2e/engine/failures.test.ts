import { describe, expect, inject, test } from 'vitest'
import { goodToken } from '../../testing/pulumi/mocked-deployment.ts'
import type { Failure } from './provider/cloud.ts'
import { type Checkout, Machine } from './workspace.ts'

// What happens when AWS fails half way: the same command, run again, finishes it, and leaves nothing behind.

const cli = inject('pulumi') ?? ''
const options = ['--yes', '--stack', 'dev', '--skip-preview']

/** With every kind of resource that a stack can have, but for provisioned concurrency, which canaries exclude. */
const everything = {
  authorization: 'token',
  alarmEmail: 'ops@example.com',
  webAclArn: 'arn:aws:wafv2:ap-southeast-2:123456789012:regional/webacl/edge/0',
  domain: { name: 'mcp.example.com', zone: 'example.com' },
  release: 'canary',
}
const elsewhere = {
  ...{
    lambda: { memorySize: 1024, timeout: 20 },
    throttle: { rate: 1, burst: 2 },
    logRetentionDays: 30,
    protect: true,
  },
  ...{ alarmEmail: 'team@example.com', streaming: true, release: 'direct', stateKey: 2 },
}

async function prepare(machine: Machine): Promise<Checkout> {
  const checkout = machine.checkout()
  await checkout.succeed(['stack', 'init', 'dev'])
  configure(checkout, everything)
  await checkout.succeed(['config', 'set', '--stack', 'dev', '--path', '--secret', 'mcp:tokens[0]', goodToken])
  return checkout
}

function configure(checkout: Checkout, values: Record<string, unknown>): void {
  checkout.configure('dev', Object.fromEntries(Object.entries(values).map(([key, value]) => [`mcp:${key}`, value])))
}

/** Runs it until it succeeds: each time it fails, one of the failures has happened. Returns how often it failed. */
async function persist(machine: Machine, checkout: Checkout, command: string[]): Promise<number> {
  for (let failed = 0; ; failed++) {
    const pending = machine.cloud.pending().length
    const { code, output } = await checkout.pulumi(command)
    if (code === 0) return failed
    expect(machine.cloud.pending().length, output).toBeLessThan(pending)
    expect(output).toContain('the test lets')
  }
}

/** Types that a stack with everything in it has, by what it makes. */
async function typesOf(machine: Machine): Promise<string[]> {
  await (await prepare(machine)).succeed(['up', ...options])
  return [...new Set(machine.cloud.all().map(({ type }) => type))]
}

describe.skipIf(cli === '')('when AWS fails half way', () => {
  test.each(['refused', 'partial'] as const)(
    'at each kind of resource once (%s), the same up again finishes it',
    async how => {
      using whole = new Machine(cli)
      const types = await typesOf(whole)
      expect(types.length).toBeGreaterThan(25)
      const urns = whole.cloud
        .all()
        .map(({ urn }) => urn)
        .sort()

      using machine = new Machine(cli)
      const checkout = await prepare(machine)
      machine.cloud.failOnce(types.map((type): Failure => ({ type, op: 'create', how })))
      expect(await persist(machine, checkout, ['up', ...options])).toBeGreaterThan(3)
      await checkout.succeed(['up', ...options, '--expect-no-changes'])
      expect(machine.cloud.pending()).toEqual([])
      expect(
        machine.cloud
          .all()
          .map(({ urn }) => urn)
          .sort(),
      ).toEqual(urns)
    },
  )

  test('at changes and at the old ones that they replace, the same up again finishes it, and so it is with destroy', async () => {
    using machine = new Machine(cli)
    const checkout = await prepare(machine)
    await checkout.succeed(['up', ...options])
    const types = [...new Set(machine.cloud.all().map(({ type }) => type))]
    const failures = (op: Failure['op']) => types.map((type): Failure => ({ type, op, how: 'refused' }))
    machine.cloud.failOnce([...failures('update'), ...failures('delete')])
    configure(checkout, elsewhere)
    const before = machine.cloud.pending().length
    expect(await persist(machine, checkout, ['up', ...options])).toBeGreaterThan(1)
    expect(machine.cloud.pending().length).toBeLessThan(before - 5)
    await checkout.succeed(['up', ...options, '--expect-no-changes'])

    configure(checkout, { protect: false })
    machine.cloud.failOnce([])
    await checkout.succeed(['up', ...options])
    machine.cloud.failOnce(failures('delete'))
    expect(await persist(machine, checkout, ['destroy', ...options])).toBeGreaterThan(3)
    expect(
      machine.cloud
        .all()
        .map(({ type }) => type)
        .sort(),
    ).toEqual([
      ...['aws:apigateway/account:Account', 'aws:iam/role:Role', 'aws:iam/rolePolicyAttachment:RolePolicyAttachment'],
    ])
  })
})
