import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listen } from '../../e2e/transports.ts'
import { readWorkflow, runJob, type World } from '../../testing/delivery/job-runner.ts'
import type { Rule } from '../../testing/delivery/stand-in.ts'

const registry = '123456789012.dkr.ecr.ap-southeast-2.amazonaws.com'
const digest = `sha256:${'a'.repeat(64)}`
const token = 'the-management-key-0123456789abcdef'
const oidc = { AWS_DEPLOY_ROLE: 'arn:aws:iam::123456789012:role/deploy', PULUMI_BACKEND_URL: 's3://state' }
/** A stack that the deployment before has left, under the key that the variable names. */
const state: Rule = {
  pattern: '^pulumi stack export',
  stdout: JSON.stringify({ deployment: { secrets_providers: { type: 'cloud', state: { url: 'awskms://key' } } } }),
}
const outputs = {
  McpEndpoint: 'https://api.example/prod/mcp',
  functionVersion: '7',
  imageUri: `${registry}/serverless-mcp-prod@${digest}`,
  consoleLinks: '{"log":"https://console.example/log"}',
}

let folder: string
let used: string[]
let regions: Set<string>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-'))
  used = []
  regions = new Set()
  for (const path of [
    'app',
    'command-line',
    'infra',
    'local',
    'packages',
    'scripts',
    'testing',
    '.dockerignore',
    'Dockerfile',
    'package.json',
    'package-lock.json',
    'Pulumi.yaml',
  ].filter(path => existsSync(path))) {
    cpSync(path, join(folder, 'checkout', path), { recursive: true })
  }
  cpSync('testing/stacks', join(folder, 'checkout'), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'checkout/node_modules'), 'junction')
  mkdirSync(join(folder, 'bin'))
  for (const name of ['pulumi', 'skopeo', 'npm']) {
    const file = join(folder, 'bin', name)
    writeFileSync(
      file,
      `#!/bin/sh\nexec "${process.execPath}" "${resolve('testing/delivery/stand-in.ts')}" ${name} "$@"\n`,
    )
    chmodSync(file, 0o755)
  }
  const node = join(folder, 'bin/node')
  const recorded = `exec "${process.execPath}" "${resolve('testing/delivery/stand-in.ts')}" node "$@"`
  writeFileSync(node, `#!/bin/sh\n[ "$1" = scripts/release.ts ] && ${recorded}\nexec "${process.execPath}" "$@"\n`)
  chmodSync(node, 0o755)
  writeFileSync(join(folder, 'log'), '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What ECR has: the digest of whatever tag is asked for, by repository. A repository that is not named is not there. */
type Repositories = Record<string, string | undefined>

/** ECR, as its API reference has it. */
function ecr(repositories: Repositories, broken: string | undefined): RequestListener {
  return async (request, response) => {
    const body = (await json(request)) as { repositoryName?: string; repositoryNames?: string[] }
    const name = body.repositoryName ?? body.repositoryNames?.[0] ?? ''
    const answer = (status: number, content: object) => response.writeHead(status).end(JSON.stringify(content))
    if (broken) return answer(400, { __type: broken, message: 'as the test has it' })
    if (!(name in repositories)) return answer(400, { __type: 'RepositoryNotFoundException' })
    if (body.repositoryNames) return answer(200, { repositories: [{ repositoryName: name }] })
    const imageDigest = repositories[name]
    if (imageDigest) return answer(200, { images: [{ imageId: { imageDigest } }] })
    return answer(200, { failures: [{ failureCode: 'ImageNotFound', failureReason: 'Requested image not found' }] })
  }
}

interface Given extends Partial<World> {
  rules?: Rule[]
  repositories?: Repositories
  broken?: string
}

async function deploy(stack: string, { rules = [], repositories = {}, broken, ...world }: Given = {}) {
  await using server = await listen(ecr(repositories, broken))
  process.env.STAND_IN = JSON.stringify({ log: join(folder, 'log'), rules: [...rules, state] })
  const { deploy: job } = readWorkflow('_deploy.yaml').jobs
  const result = await runJob(job ?? {}, {
    inputs: { environment: stack, 'aws-region': 'eu-north-1' },
    vars: oidc,
    secrets: { MANAGEMENT_API_KEY: token },
    github: { ref: `refs/heads/${stack === 'dev' ? 'main' : stack}`, event: { repository: { visibility: 'public' } } },
    cwd: join(folder, 'checkout'),
    path: join(folder, 'bin'),
    env: { AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' },
    actions(uses, step) {
      used.push(
        `${uses} ${step.with?.command ?? step.with?.['role-to-assume'] ?? step.with?.['aws-access-key-id'] ?? ''}`.trim(),
      )
      regions.add(String(step.with?.['aws-region'] ?? ''))
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

const errors = ({ steps }: Awaited<ReturnType<typeof deploy>>) =>
  steps.map(({ log }) => /::error::(.*)/.exec(log)?.[1]).filter(Boolean)

describe('the deployment of a stack', () => {
  test('by OIDC, with nothing in the registry yet: a first deployment builds, and attests', async () => {
    const run = await deploy('dev', { secrets: {} })
    expect(run.failed, JSON.stringify(run.steps)).toBe(false)
    expect(run.happened).toEqual([
      'actions/checkout',
      'actions/setup-node',
      'npm ci --ignore-scripts',
      'Look for what is missing',
      'Credentials by OIDC',
      'Log in to the image registry',
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
    expect(run.commands).toEqual([
      'npm ci --ignore-scripts',
      'pulumi login s3://state',
      'pulumi stack select --create dev',
      'node scripts/release.ts -s dev',
      'npm sbom --package-lock-only --omit=dev --sbom-format=spdx',
    ])
    expect(used).toContain(`aws-actions/configure-aws-credentials ${oidc.AWS_DEPLOY_ROLE}`)
    expect(run.summary).toContain('### dev is deployed, and passed its test')
    expect(run.summary).toContain('[log](https://console.example/log)')
  })

  test('by keys, where a team has no role', async () => {
    const secrets = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' }
    const run = await deploy('dev', { vars: { PULUMI_BACKEND_URL: 's3://state' }, secrets })
    expect(run.failed).toBe(false)
    expect(used).toContain('aws-actions/configure-aws-credentials AKIAEXAMPLE')
    expect(run.happened).not.toContain('Credentials by OIDC')
  })

  test('hands the token to Pulumi as a secret, by standard input, and never on a command line', async () => {
    const run = await deploy('prod', { repositories: { 'serverless-mcp-prod': digest } })
    expect(run.calls).toContainEqual({
      command: 'pulumi config set --stack prod --path --secret mcp:tokens[0]',
      stdin: token,
    })
    expect(run.commands.join('\n')).not.toContain(token)
    expect(run.steps.map(({ log }) => log).join('\n')).not.toContain(token)
  })

  test('promotes the manifest of the stage before, by digest, into its own repository', async () => {
    const repositories = { 'serverless-mcp-qas': digest, 'serverless-mcp-prod': undefined }
    const run = await deploy('prod', { repositories })
    expect(run.failed).toBe(false)
    const copy = run.commands.findIndex(command => command.startsWith('skopeo copy'))
    expect(run.commands[copy]).toMatch(
      new RegExp(
        `^skopeo copy --preserve-digests docker://${registry}/serverless-mcp-qas@${digest} docker://${registry}/serverless-mcp-prod:[0-9a-f]{16}$`,
      ),
    )
    // Before the copy: from there on nothing is built.
    expect(run.commands[copy - 1]).toBe(
      `pulumi config set --stack prod mcp:imageUri ${registry}/serverless-mcp-prod@${digest}`,
    )
    expect(run.commands.join('\n')).not.toContain('--target')
    expect(run.happened).not.toContain('Attest where it comes from')
  })

  test('makes the repository first, where it is promoted to for the first time', async () => {
    const run = await deploy('qas', { repositories: { 'serverless-mcp-dev': digest } })
    const order = run.commands
      .filter(command => /--target|skopeo copy/.test(command))
      .map(command => command.split(' ')[0])
    expect(order).toEqual(['pulumi', 'skopeo'])
    // A target does not take its parent along: e2e/engine has the proof.
    expect(run.commands.find(command => command.includes('--target'))).toContain('--target **:McpServer::**')
  })

  test('uses what its repository has, without a copy or a build', async () => {
    const run = await deploy('prod', { repositories: { 'serverless-mcp-prod': digest } })
    expect(run.commands.filter(command => /copy|imageUri/.test(command))).toEqual([
      `pulumi config set --stack prod mcp:imageUri ${registry}/serverless-mcp-prod@${digest}`,
    ])
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
      'half of a client for access tokens',
      'dev',
      { vars: { ...oidc, MCP_CLIENT_ID: 'smoke' }, secrets: {} },
      /no secret MCP_CLIENT_SECRET.*Environments → dev/,
    ],
    [
      'the token',
      'prod',
      { secrets: {} },
      /prod asks its callers for a token.*MANAGEMENT_API_KEY.*Environments → prod/,
    ],
  ])('%s', async (_what, stack, world, message) => {
    const run = await deploy(stack, world)
    expect(run.failed).toBe(true)
    expect(run.happened.at(-1)).toBe('Look for what is missing')
    expect(run.commands).toEqual(['npm ci --ignore-scripts'])
    expect(errors(run)).toEqual([expect.stringMatching(message)])
  })
})

describe('what AWS or the account would refuse half way ends the job before it has credentials:', () => {
  const role = { ...oidc, AWS_DEPLOY_ROLE: 'arn:aws:iam::123456789012:role/github/serverless-mcp-dev-deploy-1234567' }
  const boundary = 'arn:aws:iam::123456789012:policy/github/serverless-mcp-dev-boundary'
  const prepared = `aws:region: eu-west-1\n  mcp:authorization: none\n  mcp:apiLogRole: existing\n  mcp:permissionsBoundary: ${boundary}`
  const said = (text: string) => writeFileSync(join(folder, 'checkout/Pulumi.dev.yaml'), `config:\n  ${text}\n`)
  const world = { vars: { ...role, PERMISSIONS_BOUNDARY: boundary } }

  test.each<[string, string, Given, RegExp]>([
    ['a log role of its own', 'mcp:authorization: none', { vars: role }, /configure\.ts dev mcp:apiLogRole=existing$/],
    [
      'no boundary',
      'mcp:authorization: none\n  mcp:apiLogRole: existing',
      world,
      new RegExp(`no role without its boundary.*configure\\.ts dev mcp:permissionsBoundary=${boundary}$`),
    ],
    [
      'another boundary',
      prepared.replace('dev-boundary', 'prod-boundary'),
      world,
      /configure\.ts dev mcp:permissionsBoundary=\S+dev-boundary$/,
    ],
    [
      'a domain that the role may not touch',
      `${prepared}\n  mcp:domain: { name: mcp.example.com, zone: example.com }`,
      world,
      /may touch no domain.*bootstrap:domains\.dev mcp\.example\.com/,
    ],
    [
      'a mistake in the configuration',
      'mcp:authorization: none\n  mcp:lambda: { memorySize: 64, environment: { LAMBDA_TASK_ROOT: / } }',
      {},
      /mcp:lambda\.memorySize is 64.*LAMBDA_TASK_ROOT must have another name/,
    ],
  ])('%s', async (_what, text, world, message) => {
    said(text)
    const run = await deploy('dev', world)
    expect(run.happened.at(-1)).toBe('Look for what is missing')
    expect(errors(run)).toEqual([expect.stringMatching(message)])
  })

  test('a name of the project that no function can have', async () => {
    writeFileSync(join(folder, 'checkout/Pulumi.yaml'), 'name: my.tools\n')
    expect(errors(await deploy('dev'))).toEqual([
      expect.stringMatching(/a function my\.tools-dev-\S+, which must be of/),
    ])
  })

  test('but not what the account has', async () => {
    said(`${prepared}\n  mcp:domain: { name: mcp.example.com, zone: example.com }`)
    const run = await deploy('dev', { vars: { ...world.vars, DOMAIN: 'mcp.example.com' } })
    expect(run.failed, JSON.stringify(run.steps)).toBe(false)
  })
})

describe('the branch', () => {
  const on = (branch: string) => ({ github: { ref: `refs/heads/${branch}` } })

  test.each([
    ['dev', 'qas'],
    ['qas', 'main'],
    ['prod', 'feature'],
    ['prod', 'prod-2'],
  ])('of %s is not %s: the job ends before it has credentials', async (stack, branch) => {
    const run = await deploy(stack, on(branch))
    expect(run.happened.at(-1)).toBe('Look for what is missing')
    expect(errors(run)).toEqual([
      expect.stringMatching(`^${stack} is deployed from the branch .*, and this run is of ${branch}\\.`),
    ])
  })

  test('is another where the environment says so', async () => {
    const vars = { ...oidc, DEPLOY_BRANCH: 'develop' }
    expect((await deploy('dev', { vars, ...on('develop') })).failed).toBe(false)
    expect((await deploy('dev', { vars, ...on('main') })).failed).toBe(true)
  })
})

describe('attestations', () => {
  const github = (visibility: string, type: string) => ({
    github: { ref: 'refs/heads/main', event: { repository: { visibility, owner: { type } } } },
  })
  const refused: World['actions'] = (uses, step) => {
    if (uses === 'actions/attest') return false
    if (uses.endsWith('ecr-login')) return { registry }
    return step.with?.command === 'up' ? outputs : {}
  }

  test("are not asked for in a user's private repository, and the summary says why", async () => {
    const run = await deploy('dev', github('private', 'User'))
    expect(run.failed).toBe(false)
    expect(run.happened).not.toContain('Attest where it comes from')
    expect(run.summary).toContain('The image is not attested')
  })

  test("that GitHub refuses in an organization's private repository leave the release as it is", async () => {
    const run = await deploy('dev', { ...github('private', 'Organization'), actions: refused })
    expect(run.failed).toBe(false)
    expect(run.happened).not.toContain('Attest what it is made of')
    expect(run.summary).toContain('The image is not attested')
  })

  test('that fail in a public repository fail the job', async () => {
    expect((await deploy('dev', { ...github('public', 'User'), actions: refused })).failed).toBe(true)
  })
})

describe('an image of the other architecture', () => {
  const other = process.arch === 'arm64' ? 'x86_64' : 'arm64'
  const own = process.arch === 'arm64' ? 'arm64' : 'x86_64'
  const built = async (architecture: string) => {
    const lambda = `  mcp:authorization: none\n  mcp:lambda: { architecture: ${architecture} }\n`
    writeFileSync(join(folder, 'checkout/Pulumi.dev.yaml'), `config:\n${lambda}`)
    return deploy('dev')
  }

  test('is built by emulation, which is set up before', async () => {
    const { happened } = await built(other)
    expect(happened.indexOf('Emulate the other architecture')).toBe(happened.indexOf('Deploy') - 1)
    expect(used).toContain('docker/setup-qemu-action')
  })

  test("takes none where it is the machine's own", async () => {
    expect((await built(own)).happened).not.toContain('Emulate the other architecture')
  })
})

test('the stages before are those that bootstrap was told', async () => {
  writeFileSync(join(folder, 'checkout/Pulumi.live.yaml'), readFileSync(join(folder, 'checkout/Pulumi.qas.yaml')))
  const repositories = { 'serverless-mcp-test': digest, 'serverless-mcp-live': undefined }
  const run = await deploy('live', { repositories, vars: { ...oidc, STAGES: 'test live' } })
  expect(run.failed, JSON.stringify(errors(run))).toBe(false)
  expect(run.commands.join('\n')).toContain(`serverless-mcp-test@${digest}`)
})

describe('a failure', () => {
  test('of the smoke test fails the job, and the summary says that the version before serves', async () => {
    const run = await deploy('prod', {
      repositories: { 'serverless-mcp-prod': digest },
      rules: [{ pattern: '^node scripts/release', code: 1 }],
    })
    expect(run.failed).toBe(true)
    expect(run.summary).toContain('### prod was deployed and failed its test: the version before it serves again')
    expect(run.happened).not.toContain('Attest where it comes from')
  })

  test('of the deployment stops before traffic is shifted', async () => {
    const run = await deploy('dev', {
      actions: (uses, step) => (step.with?.command === 'up' ? false : uses.endsWith('ecr-login') ? { registry } : {}),
    })
    expect(run.failed).toBe(true)
    expect(run.commands).not.toContain('node scripts/release.ts -s dev')
    expect(run.summary).toContain('### dev was not deployed')
  })

  test('of a copy deploys nothing', async () => {
    const repositories = { 'serverless-mcp-qas': digest, 'serverless-mcp-prod': undefined }
    const run = await deploy('prod', { repositories, rules: [{ pattern: '^skopeo copy', code: 1 }] })
    expect(run.failed).toBe(true)
    expect(run.happened).not.toContain('Deploy')
  })
})

describe('the region of a deployment', () => {
  const said = (text: string) =>
    writeFileSync(join(folder, 'checkout/Pulumi.dev.yaml'), `config:\n  ${text}\n  mcp:authorization: none\n`)
  const variable = (region: string) => ({ vars: { ...oidc, AWS_REGION: region } })

  test.each([
    ["is that of the stack's file", 'aws:region: eu-west-1', {}, 'eu-west-1'],
    ['is that of the file and of the variable', 'aws:region: "eu-west-1" # ours', variable('eu-west-1'), 'eu-west-1'],
    ['is that of the variable, where the file names none', 'mcp:streaming: true', variable('us-east-2'), 'us-east-2'],
    ["is the workflow's, where neither names one", 'mcp:streaming: true', {}, 'eu-north-1'],
  ])('%s', async (_name, file, world, region) => {
    said(file)
    const run = await deploy('dev', world)
    expect(run.failed, JSON.stringify(run.steps)).toBe(false)
    regions.delete('')
    expect([...regions]).toEqual([region])
    // What the file says, nobody sets again.
    const set = run.commands.filter(command => command.includes('aws:region'))
    expect(set).toEqual(file.startsWith('aws:') ? [] : [`pulumi config set --stack dev aws:region ${region}`])
  })

  test.each([
    [
      'differs from that of the account that was prepared',
      'aws:region: eu-west-1',
      'us-east-2',
      /eu-west-1.*us-east-2/,
    ],
    ['is none of AWS', 'mcp:streaming: true', 'Sydney', /"Sydney" is not an AWS region/],
  ])('%s: the job ends before it has credentials', async (_name, file, region, message) => {
    said(file)
    const run = await deploy('dev', variable(region))
    expect(run.happened.at(-1)).toBe('Look for what is missing')
    expect(errors(run)).toEqual([expect.stringMatching(message)])
    expect(run.commands).toEqual(['npm ci --ignore-scripts'])
  })
})

describe('the image', () => {
  test.each(['ThrottlingException', 'ServerException', 'AccessDeniedException'])(
    'is not taken for missing when the registry answers %s',
    async broken => {
      const run = await deploy('prod', { broken, repositories: { 'serverless-mcp-prod': digest } })
      expect(run.failed).toBe(true)
      expect(errors(run)).toEqual([expect.stringMatching(`gave no answer.*${broken}.*run the workflow again`)])
      expect(run.happened).not.toContain('Deploy')
    },
  )

  test.each(['qas', 'prod'])('is not built for %s, unless somebody asks for that', async stack => {
    const run = await deploy(stack, { repositories: { 'serverless-mcp-dev': undefined } })
    expect(run.failed).toBe(true)
    expect(errors(run)).toEqual([
      expect.stringMatching(/No stage before .* has the image .* Deploy the same commit to dev first/),
    ])
    expect(run.happened).not.toContain('Deploy')

    const inputs = { environment: stack, 'aws-region': 'eu-north-1', build: 'true' }
    expect((await deploy(stack, { inputs })).happened).toContain('Attest where it comes from')
  })

  test('that the stack names itself is deployed as it is', async () => {
    const file = join(folder, 'checkout/Pulumi.prod.yaml')
    writeFileSync(file, `${readFileSync(file, 'utf8')}  mcp:imageUri: ${registry}/elsewhere@${digest}\n`)
    const run = await deploy('prod')
    expect(run.failed).toBe(false)
    expect(run.commands.join('\n')).not.toContain('mcp:imageUri')
  })
})

test('a state under another key than the variable names ends the job, with the command that moves it', async () => {
  const passphrase = { type: 'passphrase', state: { salt: 'v1:salt' } }
  const stdout = JSON.stringify({ deployment: { secrets_providers: passphrase } })
  const run = await deploy('prod', {
    vars: { ...oidc, PULUMI_SECRETS_PROVIDER: 'awskms://alias/state?context_stack=prod' },
    rules: [{ pattern: '^pulumi stack export', stdout }],
  })
  expect(run.happened.at(-1)).toBe('Summary')
  expect(run.happened).not.toContain('Promote the image')
  const [message = ''] = errors(run)
  expect(message).toContain('Nothing was deployed')
  expect(message).toContain(
    "npx pulumi stack change-secrets-provider 'awskms://alias/state?context_stack=prod' --stack prod",
  )
  expect(run.commands.join('\n')).not.toContain('config set')
})

describe('a preview', () => {
  async function preview(rules: Rule[] = []) {
    process.env.STAND_IN = JSON.stringify({ log: join(folder, 'log'), rules })
    const { preview: job } = readWorkflow('_check.yaml').jobs
    const done: string[] = []
    const result = await runJob(job ?? {}, {
      inputs: { environment: 'dev', 'aws-region': 'eu-north-1' },
      vars: { AWS_PREVIEW_ROLE: 'arn:aws:iam::123456789012:role/preview', PULUMI_BACKEND_URL: 's3://state' },
      secrets: {},
      github: { ref: 'refs/pull/1/merge' },
      cwd: join(folder, 'checkout'),
      path: join(folder, 'bin'),
      actions(uses, step) {
        done.push(`${uses} ${step.with?.command ?? ''}`.trim())
        return {}
      },
    })
    return { ...result, done }
  }

  test('of a stack that exists is made, on any branch', async () => {
    const { failed, steps, done } = await preview()
    expect(failed, JSON.stringify(steps)).toBe(false)
    expect(done).toContain('pulumi/actions preview')
  })

  test('of one that has not been deployed yet is none, and the summary says so', async () => {
    const { failed, done, summary } = await preview([{ pattern: '^pulumi stack select', code: 6 }])
    expect(failed).toBe(false)
    expect(done).not.toContain('pulumi/actions preview')
    expect(summary).toContain('There is no stack dev yet')
  })

  test('fails where the state cannot be read', async () => {
    expect((await preview([{ pattern: '^pulumi stack select', code: 1 }])).failed).toBe(true)
  })
})
