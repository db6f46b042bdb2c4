import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { providerOf } from '../../scripts/delivery/secrets-provider.ts'
import { Account, region, registry } from './account.ts'
import type { Checkout } from './workspace.ts'

// The delivery from an account that bootstrap/ has prepared: the workflows' very steps, one job after the other, each in a
// fresh checkout, on Pulumi's real engine. State and keys are in S3 and KMS, images in ECR, aliases in Lambda, as MiniStack
// emulates them; Docker builds and pushes, skopeo copies. GitHub's runner and the actions are this test's.

const cli = inject('pulumi') ?? ''
const emulator = inject('ministack') ?? ''
const kms = (stack: string) => `awskms://alias/serverless-mcp-pulumi?region=${region}&context_stack=${stack}`

let account: Account

describe.skipIf(cli === '' || emulator === '' || !inject('images'))('the delivery', () => {
  beforeAll(async () => {
    account = await Account.open(cli, emulator)
  }, 300_000)
  afterAll(() => account?.[Symbol.asyncDispose]())

  async function deploy(stack: string, content?: string): Promise<Checkout> {
    const checkout = account.checkout(content)
    const { failure } = await account.job('_deploy.yaml', stack, checkout)
    expect(failure).toBeUndefined()
    return checkout
  }
  const done = (from: number) => account.machine.cloud.journal().slice(from)
  const now = () => account.machine.cloud.journal().length

  async function ask(stack: string, args: string[], checkout = account.checkout()) {
    const env = { PULUMI_BACKEND_URL: account.variable(stack, 'PULUMI_BACKEND_URL'), PULUMI_CONFIG_PASSPHRASE: '' }
    return { checkout, ...(await checkout.pulumi([...args, '--stack', stack], env)) }
  }
  const provider = async (stack: string) => providerOf(JSON.parse((await ask(stack, ['stack', 'export'])).output))
  const output = async (stack: string, name: string) => (await ask(stack, ['stack', 'output', name])).output.trim()

  async function live(stack: string): Promise<string> {
    const alias = `GET /2015-03-31/functions/${await output(stack, 'functionName')}/aliases/live`
    return (await account.ministack.call<{ FunctionVersion: string }>('lambda', alias)).FunctionVersion
  }

  async function pushed(repositoryName: string): Promise<string[]> {
    const target = 'AmazonEC2ContainerRegistry_V20150921.ListImages'
    type Images = { imageIds: { imageDigest: string }[] }
    const { imageIds } = await account.ministack.call<Images>('ecr', 'POST /', { repositoryName }, target)
    return imageIds.map(({ imageDigest }) => imageDigest)
  }

  test('deploys dev for the first time: builds, pushes, and tries what it deployed', async () => {
    await deploy('dev')
    const [digest] = await pushed('serverless-mcp-dev')
    expect(await output('dev', 'imageUri')).toBe(`${registry}/serverless-mcp-dev@${digest}`)
    const roles = account.machine.cloud.ofType('aws:iam/role:Role').filter(({ id }) => id.includes('-server-'))
    const boundary = expect.stringMatching(/:policy\/github\/serverless-mcp-dev-boundary$/)
    expect(roles.map(({ state }) => state.permissionsBoundary)).toEqual([boundary])
  })

  test('deploys it again without a change, and a build leaves nothing for a drift check', async () => {
    const before = now()
    await deploy('dev')
    expect(done(before)).toEqual([])
    for (const args of [
      ['refresh', '--preview-only', '--expect-no-changes'],
      ['preview', '--expect-no-changes'],
    ]) {
      const { code, output: said } = await ask('dev', args)
      expect(code, said).toBe(0)
    }
  })

  test('promotes to qas, where nothing is yet, the very image that dev has', async () => {
    await deploy('qas')
    expect(await pushed('serverless-mcp-qas')).toEqual(await pushed('serverless-mcp-dev'))
    expect(await output('qas', 'imageUri')).toBe(
      `${registry}/serverless-mcp-qas@${(await pushed('serverless-mcp-dev'))[0]}`,
    )
  })

  test('keeps the key of the state, however often it deploys from a fresh checkout', async () => {
    expect(await provider('qas')).toBe(kms('qas'))
    const before = now()
    await deploy('qas')
    expect(done(before)).toEqual([])
    expect(await provider('qas')).toBe(kms('qas'))
    expect(await provider('dev')).toBe('passphrase')
  })

  test('does not build for qas what dev has not tried', async () => {
    const before = now()
    const { failure } = await account.job('_deploy.yaml', 'qas', account.checkout('second'))
    expect(failure).toMatch(/^Promote the image:.*Deploy the same commit to dev first/s)
    expect(done(before)).toEqual([])
    await deploy('dev', 'second')
    await deploy('qas', 'second')
    expect(await output('qas', 'functionVersion')).toBe('2')
    expect(await provider('qas')).toBe(kms('qas'))
  })

  test('goes back by the workflow Rollback, and moves nothing else', async () => {
    const before = now()
    const { failure } = await account.job('rollback.yaml', 'qas', account.checkout('second'))
    expect(failure).toBeUndefined()
    expect(await live('qas')).toBe('1')
    expect(done(before)).toEqual([])
    expect(await provider('qas')).toBe(kms('qas'))
  })

  test('makes the version that was taken back live again, when its deployment is run again', async () => {
    const before = now()
    await deploy('qas', 'second')
    expect(done(before)).toEqual([])
    expect(await live('qas')).toBe('2')
  })

  test('stops at a state that was encrypted anew by an empty passphrase, and the command that it says mends it', async () => {
    const { checkout } = await ask('qas', ['stack', 'select'], account.checkout('second'))
    const token = ['config', 'set', '--path', '--secret', 'mcp:tokens[0]', 'the-management-key-0123456789abcdef']
    await ask('qas', token, checkout)
    const { code, output: said } = await ask('qas', ['up', '--yes', '--skip-preview'], checkout)
    expect(code, said).toBe(0)
    expect(await provider('qas')).toBe('passphrase')

    const before = now()
    const { failure = '' } = await account.job('_deploy.yaml', 'qas', account.checkout('second'))
    expect(failure).toMatch(/^Select and configure the stack:.*Nothing was deployed/s)
    expect(done(before)).toEqual([])
    const [command = ''] = /PULUMI_CONFIG_PASSPHRASE=.*?(?=%0A)/.exec(failure) ?? []
    expect(command).toContain('npx pulumi stack change-secrets-provider')
    const env = { PULUMI_BACKEND_URL: account.variable('qas', 'PULUMI_BACKEND_URL') }
    const mended = await account.checkout('second').run('sh', ['-c', command], env)
    expect(mended.code, mended.output).toBe(0)
    expect(await provider('qas')).toBe(kms('qas'))
  })

  test('finishes a stack that was made by a job that died before it had a state, and keeps its key without a secret', async () => {
    await ask('prod', ['stack', 'init', '--secrets-provider', kms('prod')])
    await deploy('prod', 'second')
    expect(await provider('prod')).toBe(kms('prod'))
    expect(await pushed('serverless-mcp-prod')).toHaveLength(1)
    const before = now()
    await deploy('prod', 'second')
    expect(done(before)).toEqual([])
    expect(await provider('prod')).toBe(kms('prod'))
  })
})
