import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { goodToken } from '../../testing/pulumi/mocked-deployment.ts'
import { type Checkout, Machine } from './workspace.ts'

// The life of a stack on Pulumi's real engine, from one end to the other. The providers stand in, and what they do is read
// from the source of the real ones.

const cli = inject('pulumi') ?? ''
const up = (stack: string, ...options: string[]) => ['up', '--yes', '--stack', stack, '--skip-preview', ...options]
const refresh = (stack: string) => ['refresh', '--yes', '--stack', stack, '--skip-preview', '--expect-no-changes']
const destroy = (stack: string) => ['destroy', '--yes', '--stack', stack, '--skip-preview']

let machine: Machine
beforeEach(() => {
  machine = new Machine(cli)
})
afterEach(() => machine[Symbol.dispose]())

async function init(checkout: Checkout, stack: string, token = goodToken): Promise<void> {
  await checkout.succeed(['stack', 'init', stack])
  if (!checkout.read(`Pulumi.${stack}.yaml`).includes('authorization: token')) return
  await checkout.succeed(['config', 'set', '--stack', stack, '--path', '--secret', 'mcp:tokens[0]', token])
}

/** As the next job has it: another folder, with what is committed of this one. */
function another(checkout: Checkout, stack: string): Checkout {
  const next = machine.checkout()
  for (const file of ['Pulumi.yaml', `Pulumi.${stack}.yaml`]) next.write(file, checkout.read(file))
  return next
}

/** What stays of a stack on purpose: the log role of the account and region, which other APIs log by too. */
const retained = [
  'aws:apigateway/account:Account',
  'aws:iam/role:Role',
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
]
const left = () =>
  machine.cloud
    .all()
    .map(({ type }) => type)
    .sort()

describe.skipIf(cli === '')('a stack on the real engine', () => {
  test.each(['dev', 'qas'])('%s: goes up under the policies, stays as it is, and goes away whole', async stack => {
    const checkout = machine.checkout()
    await init(checkout, stack)
    const output = await checkout.succeed(['up', '--yes', '--stack', stack, '--policy-pack', 'policy'])
    expect(output).not.toMatch(/\[mandatory]/)

    const next = another(checkout, stack)
    await next.succeed(up(stack, '--expect-no-changes'))
    await next.succeed(refresh(stack))
    await next.succeed(destroy(stack))
    expect(left()).toEqual(retained)
  })

  // So the preview's role may do without a right to read what is there: bootstrap/roles.ts.
  test('a preview looks at no resource', async () => {
    const checkout = machine.checkout()
    await init(checkout, 'dev')
    await checkout.succeed(up('dev'))
    await another(checkout, 'dev').succeed(['preview', '--stack', 'dev', '--diff', '--expect-no-changes'])
    expect(machine.cloud.reads()).toEqual([])
    await another(checkout, 'dev').succeed(refresh('dev'))
    expect(machine.cloud.reads().length).toBeGreaterThan(20)
  })

  test('prod: its images and nothing else are protected until it says otherwise', async () => {
    const checkout = machine.checkout()
    await init(checkout, 'prod')
    await checkout.succeed(up('prod', '--policy-pack', 'policy'))
    const before = machine.cloud.all().length
    const refused = await checkout.pulumi(['destroy', '--yes', '--stack', 'prod'])
    expect(refused.code).not.toBe(0)
    expect(refused.output).toMatch(/serverless-mcp-prod.*protect/s)
    expect(machine.cloud.all()).toHaveLength(before)

    // As scripts/destroy.ts says it.
    await checkout.succeed(['config', 'set', '--stack', 'prod', 'mcp:protect', 'false'])
    await checkout.succeed(up('prod'))
    await checkout.succeed(destroy('prod'))
    expect(left()).toEqual(retained)
  })

  test('under another name it is another, beside the first in one account', async () => {
    const first = machine.checkout()
    await init(first, 'dev')
    await first.succeed(up('dev'))
    const renamed = machine.checkout()
    renamed.edit('Pulumi.yaml', project => Object.assign(project, { name: 'weather-tools' }))
    renamed.configure('dev', { 'mcp:apiLogRole': 'existing' }) // The account has one, of the first stack's making.
    await init(renamed, 'dev')
    await renamed.succeed(up('dev', '--policy-pack', 'policy'))
    const stages = machine.cloud.ofType('aws:apigateway/stage:Stage')
    expect(new Set(stages.map(({ state }) => state.invokeUrl)).size).toBe(2)

    await another(first, 'dev').succeed(up('dev', '--expect-no-changes'))
    await renamed.succeed(up('dev', '--expect-no-changes'))
    await renamed.succeed(destroy('dev'))
    await first.succeed(up('dev', '--expect-no-changes'))
    await first.succeed(refresh('dev'))
  })

  test('stands in the state without a token, a digest or a key in clear', async () => {
    const checkout = machine.checkout()
    await init(checkout, 'qas')
    await checkout.succeed(up('qas'))
    const exported = await checkout.succeed(['stack', 'export', '--stack', 'qas', '--show-secrets'])
    const digest = createHash('sha256').update(goodToken).digest('hex')
    const [, keys = ''] = /"STATE_KEYS": {[^}]*?([0-9a-f]{64})/.exec(exported) ?? []
    expect(exported).toContain(digest)
    expect(keys).toHaveLength(64)
    const files = readdirSync(machine.folder, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
    const written = files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter(file => /\/state\/|Pulumi\./.test(file))
    expect(written.length).toBeGreaterThan(3)
    for (const file of written)
      for (const secret of [goodToken, digest, keys])
        expect(readFileSync(file, 'utf8').includes(secret), file).toBe(false)
  })

  test('bootstrap prepares an account, stays as it is, and keeps what must not get lost', async () => {
    const checkout = machine.checkout()
    const inBootstrap = (args: string[]) => checkout.succeed(args, {}, 'bootstrap')
    await inBootstrap(['stack', 'init', 'main'])
    await inBootstrap(['config', 'set', '--stack', 'main', 'bootstrap:repository', 'owner/name'])
    await inBootstrap(up('main'))
    await inBootstrap(up('main', '--expect-no-changes'))
    await inBootstrap(refresh('main'))
    expect(machine.cloud.ofType('aws:iam/role:Role').map(({ state }) => state.path)).toContain('/github/')

    const before = machine.cloud.all().length
    const refused = await checkout.pulumi(['destroy', '--yes', '--stack', 'main'], {}, 'bootstrap')
    expect(refused.code).not.toBe(0)
    expect(machine.cloud.all()).toHaveLength(before)
    await inBootstrap(['state', 'unprotect', '--all', '--yes', '--stack', 'main'])
    await inBootstrap(destroy('main'))
    expect(left()).toEqual(retained)
  })

  test('a configuration that cannot be used is told in full, without a stack trace, and nothing is made', async () => {
    const checkout = machine.checkout()
    await init(checkout, 'dev')
    checkout.configure('dev', { 'mcp:throttle': { rate: 0 }, 'mcp:lamda': {} })
    const { code, output } = await checkout.pulumi(['up', '--yes', '--stack', 'dev'])
    expect(code).not.toBe(0)
    expect(output).toContain(
      'The configuration of the stack "dev" cannot be used:\n' +
        '      - mcp:throttle.rate is 0, but must be above 0. Set it: npx pulumi config set --path "mcp:throttle.rate" VALUE\n' +
        '      - mcp:lamda is not a known key. Did you mean mcp:lambda? Remove it: npx pulumi config rm --path "mcp:lamda"',
    )
    expect(output).not.toMatch(/^\s+at /m)
    expect(machine.cloud.journal()).toEqual([])
  })
})
