import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readWorkflow, runJob, type World } from './job-runner.ts'
import type { Rule } from './stand-in.ts'

const registry = '123456789012.dkr.ecr.ap-southeast-2.amazonaws.com'
const digest = `sha256:${'a'.repeat(64)}`
const token = 'the-management-key-0123456789abcdef'
const oidc = { AWS_DEPLOY_ROLE: 'arn:aws:iam::123456789012:role/deploy', PULUMI_BACKEND_URL: 's3://state' }
const outputs = {
  McpEndpoint: 'https://api.example/prod/mcp',
  functionVersion: '7',
  imageUri: `${registry}/serverless-mcp-prod@${digest}`,
  consoleLinks: '{"log":"https://console.example/log"}',
}

let folder: string
let used: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-'))
  used = []
  for (const path of [
    'app',
    'infra',
    'scripts',
    '.dockerignore',
    'Dockerfile',
    'package.json',
    'package-lock.json',
    'Pulumi.yaml',
    'Pulumi.dev.yaml',
    'Pulumi.qas.yaml',
    'Pulumi.prod.yaml',
  ]) {
    cpSync(path, join(folder, 'checkout', path), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(folder, 'checkout/node_modules'), 'junction')
  mkdirSync(join(folder, 'bin'))
  for (const name of ['pulumi', 'skopeo', 'npm']) {
    const file = join(folder, 'bin', name)
    writeFileSync(
      file,
      `#!/bin/sh\nexec "${process.execPath}" "${resolve('scripts/delivery/stand-in.ts')}" ${name} "$@"\n`,
    )
    chmodSync(file, 0o755)
  }
  writeFileSync(join(folder, 'log'), '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Nothing is in the registry, and whatever is called succeeds. */
const emptyRegistry: Rule[] = [{ pattern: '^skopeo (inspect|list-tags)', code: 1 }]

function deploy(stack: string, { rules = [] as Rule[], ...world }: Partial<World> & { rules?: Rule[] } = {}) {
  process.env.STAND_IN = JSON.stringify({ log: join(folder, 'log'), rules: [...rules, ...emptyRegistry] })
  const { deploy: job } = readWorkflow('_deploy.yaml').jobs
  const result = runJob(job ?? {}, {
    inputs: { environment: stack, 'aws-region': 'ap-southeast-2' },
    vars: oidc,
    secrets: { MANAGEMENT_API_KEY: token },
    cwd: join(folder, 'checkout'),
    path: join(folder, 'bin'),
    actions(uses, step) {
      used.push(
        `${uses} ${step.with?.command ?? step.with?.['role-to-assume'] ?? step.with?.['aws-access-key-id'] ?? ''}`.trim(),
      )
      if (uses === 'aws-actions/amazon-ecr-login') return { registry }
      return step.with?.command === 'up' ? outputs : {}
    },
    ...world,
  })
  const log = readFileSync(join(folder, 'log'), 'utf8').split('\n').filter(Boolean)
  const calls = log.map(line => JSON.parse(line) as { command: string; stdin: string })
  const happened = result.steps.filter(({ outcome }) => outcome !== 'skipped')
  return { ...result, calls, commands: calls.map(({ command }) => command), happened: happened.map(({ step }) => step) }
}

const errors = ({ steps }: ReturnType<typeof deploy>) =>
  steps.map(({ log }) => /::error::(.*)/.exec(log)?.[1]).filter(Boolean)

describe('the deployment of a stack', () => {
  test('by OIDC, with nothing in the registry yet: a first deployment builds, and attests', () => {
    const run = deploy('dev', { secrets: {} })
    expect(run.failed, JSON.stringify(run.steps)).toBe(false)
    expect(run.happened).toEqual([
      'actions/checkout',
      'actions/setup-node',
      'Look for what is missing',
      'Credentials by OIDC',
      'Log in to the image registry',
      'npm ci',
      'Install Pulumi',
      'Select and configure the stack',
      'Promote the image',
      'Deploy',
      'Shift traffic, try it, go back if it fails',
      'Write down what the image is made of',
      'Attest where it comes from',
      'Attest what it is made of',
      'Summary',
    ])
    expect(run.commands.filter(command => !command.startsWith('skopeo'))).toEqual([
      'npm ci',
      'pulumi login s3://state',
      'pulumi stack select --create dev',
      'pulumi config set --stack dev aws:region ap-southeast-2',
      'npm run release -- -s dev',
      'npm sbom --omit=dev --sbom-format=spdx',
    ])
    expect(used).toContain(`aws-actions/configure-aws-credentials ${oidc.AWS_DEPLOY_ROLE}`)
    expect(run.summary).toContain('### dev is deployed, and the sample client got its answers')
    expect(run.summary).toContain('[log](https://console.example/log)')
  })

  test('by keys, where a team has no role', () => {
    const secrets = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' }
    const run = deploy('dev', { vars: { PULUMI_BACKEND_URL: 's3://state' }, secrets })
    expect(run.failed).toBe(false)
    expect(used).toContain('aws-actions/configure-aws-credentials AKIAEXAMPLE')
    expect(run.happened).not.toContain('Credentials by OIDC')
  })

  test('hands the token to Pulumi as a secret, by standard input, and never on a command line', () => {
    const run = deploy('prod')
    expect(run.calls).toContainEqual({
      command: 'pulumi config set --stack prod --path --secret mcp:tokens[0]',
      stdin: token,
    })
    expect(run.commands.join('\n')).not.toContain(token)
    expect(run.steps.map(({ log }) => log).join('\n')).not.toContain(token)
  })

  test('promotes the manifest of the stage before, by digest, into its own repository', () => {
    const rules = [
      { pattern: `^skopeo inspect .*serverless-mcp-qas:`, stdout: digest },
      { pattern: '^skopeo list-tags', code: 0 },
    ]
    const run = deploy('prod', { rules })
    expect(run.failed).toBe(false)
    const copy = run.commands.findIndex(command => command.startsWith('skopeo copy'))
    expect(run.commands[copy]).toMatch(
      new RegExp(
        `^skopeo copy --preserve-digests docker://${registry}/serverless-mcp-qas@${digest} docker://${registry}/serverless-mcp-prod:[0-9a-f]{16}$`,
      ),
    )
    expect(run.commands[copy + 1]).toBe(
      `pulumi config set --stack prod mcp:imageUri ${registry}/serverless-mcp-prod@${digest}`,
    )
    expect(run.commands.join('\n')).not.toContain('--target')
    expect(run.happened).not.toContain('Attest where it comes from')
  })

  test('makes the repository first, where it is promoted to for the first time', () => {
    const run = deploy('qas', { rules: [{ pattern: '^skopeo inspect .*serverless-mcp-dev:', stdout: digest }] })
    const order = run.commands
      .filter(command => /--target|skopeo copy/.test(command))
      .map(command => command.split(' ')[0])
    expect(order).toEqual(['pulumi', 'skopeo'])
  })

  test('uses what its repository has, without a copy or a build', () => {
    const run = deploy('prod', { rules: [{ pattern: '^skopeo inspect .*serverless-mcp-prod:', stdout: digest }] })
    expect(run.commands.filter(command => /copy|imageUri/.test(command))).toEqual([])
    expect(run.happened).not.toContain('Attest where it comes from')
  })
})

describe('what is missing ends the job at once, with a sentence that names it and where to set it:', () => {
  test.each([
    [
      'credentials',
      'dev',
      { vars: { PULUMI_BACKEND_URL: 's3://state' }, secrets: { AWS_ACCESS_KEY_ID: 'x' } },
      /AWS_DEPLOY_ROLE.*Environments → dev.*AWS_SECRET_ACCESS_KEY/,
    ],
    [
      'a place for the state',
      'dev',
      { vars: { AWS_DEPLOY_ROLE: 'x' }, secrets: {} },
      /PULUMI_BACKEND_URL.*PULUMI_ACCESS_TOKEN/,
    ],
    [
      'the token',
      'prod',
      { secrets: {} },
      /prod asks its callers for a token.*MANAGEMENT_API_KEY.*Environments → prod/,
    ],
  ])('%s', (_what, stack, world, message) => {
    const run = deploy(stack, world)
    expect(run.failed).toBe(true)
    expect(run.happened.at(-1)).toBe('Look for what is missing')
    expect(run.commands).toEqual([])
    expect(errors(run)).toEqual([expect.stringMatching(message)])
  })
})

describe('a failure', () => {
  test('of the smoke test fails the job, and the summary says that the version before serves', () => {
    const run = deploy('prod', { rules: [{ pattern: '^npm run release', code: 1 }] })
    expect(run.failed).toBe(true)
    expect(run.summary).toContain('### prod was deployed and failed its test: the version before it serves again')
    expect(run.happened).not.toContain('Attest where it comes from')
  })

  test('of the deployment stops before traffic is shifted', () => {
    const run = deploy('dev', {
      actions: (uses, step) => (step.with?.command === 'up' ? false : uses.endsWith('ecr-login') ? { registry } : {}),
    })
    expect(run.failed).toBe(true)
    expect(run.commands).not.toContain('npm run release -- -s dev')
    expect(run.summary).toContain('### dev was not deployed')
  })

  test('of a copy deploys nothing', () => {
    const rules = [
      { pattern: '^skopeo inspect .*serverless-mcp-qas:', stdout: digest },
      { pattern: '^skopeo list-tags', code: 0 },
      { pattern: '^skopeo copy', code: 1 },
    ]
    const run = deploy('prod', { rules })
    expect(run.failed).toBe(true)
    expect(run.happened).not.toContain('Deploy')
  })
})
