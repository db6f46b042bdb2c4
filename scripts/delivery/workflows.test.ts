import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readWorkflow } from '../../testing/delivery/job-runner.ts'

const files = readdirSync('.github/workflows').sort()
const text = (file: string) => readFileSync(`.github/workflows/${file}`, 'utf8')

/** The pins that were read from the tags of each action: nothing else may run. */
const pins: Record<string, string> = {
  'actions/checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
  'actions/cache': '27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5',
  'actions/attest': '1e69f48acb82d1966a394da916b4c1698aa569d6 # v4.2.2',
  'aws-actions/configure-aws-credentials': 'e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3',
  'aws-actions/amazon-ecr-login': '03f1aad4c6c7ffd436567f42f9384779290529bd # v2.1.7',
  'docker/setup-qemu-action': '96fe6ef7f33517b61c61be40b68a1882f3264fb8 # v4.2.0',
  'pulumi/actions': '8e5e406f4007fca908480587cb9893c07090f58d # v7.0.0',
}

test('the workflows are these', () => {
  expect(files).toEqual([
    '_check.yaml',
    '_deploy.yaml',
    'dev_check.yaml',
    'dev_deploy.yaml',
    'prod_deploy.yaml',
    'qas_deploy.yaml',
    'rollback.yaml',
  ])
})

describe.each([
  ['dev_deploy.yaml', 'Development Deployment', 'main', 'dev'],
  ['qas_deploy.yaml', 'QAS Deployment', 'qas', 'qas'],
  ['prod_deploy.yaml', 'Production Deployment', 'prod', 'prod'],
])('%s', (file, name, branch, environment) => {
  const workflow = readWorkflow(file)

  test('deploys its branch to its environment, and by hand', () => {
    expect(workflow.name).toBe(name)
    // A stage before which there is another builds only when somebody says so.
    const byHand = environment === 'dev' ? null : { inputs: { build: expect.objectContaining({ default: false }) } }
    expect(workflow.on).toEqual({ push: { branches: [branch] }, workflow_dispatch: byHand })
    expect(workflow.jobs.deploy).toMatchObject({ uses: './.github/workflows/_deploy.yaml', with: { environment } })
  })

  test('hands the called workflow exactly the secrets that it takes', () => {
    const taken = Object.keys(readWorkflow('_deploy.yaml').on.workflow_call?.secrets ?? {})
    const handed = taken.map(secret => [secret, `\${{ secrets.${secret} }}`])
    expect(workflow.jobs.deploy?.secrets).toEqual(Object.fromEntries(handed))
  })

  test('has the rights that the called job asks for, and no others', () => {
    expect(workflow.permissions).toEqual({})
    expect(workflow.jobs.deploy?.permissions).toEqual(readWorkflow('_deploy.yaml').jobs.deploy?.permissions)
  })
})

test('a pull request to main is checked and previewed, never deployed', () => {
  const workflow = readWorkflow('dev_check.yaml')
  expect(workflow.name).toBe('Dev Check')
  expect(workflow.on).toEqual({ pull_request: { branches: ['main'] } })
  expect(Object.values(workflow.jobs).map(({ uses }) => uses)).toEqual(['./.github/workflows/_check.yaml'])
  expect(text('_check.yaml')).not.toMatch(/command: (up|destroy)|AWS_DEPLOY_ROLE/)
})

test('checks run what people run, and the preview only where its role is set up, for no fork', () => {
  const { check, preview } = readWorkflow('_check.yaml').jobs
  const commands = check?.steps?.flatMap(({ run }) => run ?? [])
  expect(commands).toEqual([
    'npm ci',
    'npm run check',
    'scripts/install-ministack.sh',
    'scripts/install-pulumi.sh',
    'npm test',
    'scripts/lint-delivery.sh',
    'scripts/second-opinions.sh',
  ])
  expect(check?.permissions).toEqual({ contents: 'read' })
  expect(preview?.needs).toBe('check')
  expect(preview?.if).toContain("vars.AWS_PREVIEW_ROLE != ''")
  expect(preview?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository')
  expect(JSON.stringify(preview)).not.toContain('secrets.')
})

test.each([
  ['_check.yaml', ['environment', 'aws-region']],
  ['_deploy.yaml', ['environment', 'aws-region', 'build', 'runner']],
])('%s takes %j', (file, names) => {
  const inputs = readWorkflow(file).on.workflow_call?.inputs
  expect(Object.keys(inputs ?? {})).toEqual(names)
  expect(inputs?.['aws-region']).toMatchObject({ type: 'string', default: 'ap-southeast-2' })
})

test('one deployment at a time for each stack, and one rollback, which no push takes the place of', () => {
  const { deploy } = readWorkflow('_deploy.yaml').jobs
  const { rollback } = readWorkflow('rollback.yaml').jobs
  for (const [name, job] of Object.entries({ deploy, rollback })) {
    expect(job?.environment).toBe(`\${{ inputs.environment }}`)
    expect(job?.concurrency).toEqual({ group: `${name}-\${{ inputs.environment }}`, 'cancel-in-progress': false })
  }
})

describe.each(
  files.flatMap(file => Object.entries(readWorkflow(file).jobs).map(([name, job]) => [file, name, job] as const)),
)('%s, %s:', (_file, _name, { steps = [], env, permissions, environment }) => {
  const install = steps.findIndex(({ run }) => run?.startsWith('npm ci'))
  const credentials = steps.findIndex(({ uses }) => uses?.startsWith('aws-actions/'))

  test('packages are installed where there are no credentials yet, and run no script of theirs', () => {
    if (credentials === -1) return expect(permissions?.['id-token'] === 'write' && steps.length > 0).toBe(false)
    expect(steps[install]).toEqual({ run: 'npm ci --ignore-scripts' })
    expect(install).toBeLessThan(credentials)
    expect(steps.filter(({ run }) => /^(npm|npx) (ci|i|install|rebuild)/.test(run ?? ''))).toHaveLength(1)
    // What the whole job has in its environment, the installation has too.
    expect(JSON.stringify(env ?? {})).not.toMatch(/secrets\.|TOKEN|KEY/)
  })

  test('of an environment, the branch is checked before there are credentials', () => {
    if (environment === undefined) return
    const check = steps.findIndex(({ run }) => run === 'node scripts/delivery/preflight.ts')
    expect(check).toBeGreaterThan(-1)
    expect(check).toBeLessThan(credentials)
    expect(steps[check]?.env).toMatchObject({
      REF: `\${{ github.ref }}`,
      BRANCH: `\${{ vars.DEPLOY_BRANCH || (inputs.environment == 'dev' && 'main' || inputs.environment) }}`,
    })
  })
})

test('a rollback is by hand, of a stack, with a version or to the one before', () => {
  const { on, name } = readWorkflow('rollback.yaml')
  expect(name).toBe('Rollback')
  expect(Object.keys(on)).toEqual(['workflow_dispatch'])
  expect(on.workflow_dispatch?.inputs).toMatchObject({
    environment: { type: 'environment', required: true },
    version: { type: 'string', default: '' },
  })
})

test('no workflow has rights of its own, and each job that runs steps names the least', () => {
  for (const file of files) {
    const { permissions, jobs } = readWorkflow(file)
    expect(permissions, file).toEqual({})
    for (const job of Object.values(jobs)) {
      expect(job.permissions, file).toMatchObject({ contents: 'read' })
      const written = Object.entries(job.permissions ?? {}).filter(([, right]) => right === 'write')
      for (const [scope] of written) expect(['id-token', 'attestations', 'pull-requests']).toContain(scope)
    }
  }
})

test('actions are pinned to these commits, with their versions, and to nothing else', () => {
  for (const file of files) {
    for (const [, action = '', pin] of text(file).matchAll(/uses: ([\w-]+\/[\w-]+)@(.+)$/gm)) {
      expect(pin, `${file}: ${action}`).toBe(pins[action])
    }
  }
})

test('a shell step of more than two lines is a script', () => {
  for (const file of files) {
    for (const { steps = [] } of Object.values(readWorkflow(file).jobs)) {
      for (const { run = '' } of steps) expect(run.trim().split('\n').length, `${file}: ${run}`).toBeLessThanOrEqual(2)
    }
  }
})

test('the CLI that the workflows install is of the version of the SDK, and of the engine that the tests run', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const sdk = devDependencies['@pulumi/pulumi']
  for (const file of files)
    for (const [, version] of text(file).matchAll(/pulumi-version: (.+)$/gm)) expect(version).toBe(sdk)
  const module = readFileSync('e2e/engine/pulumi/go.mod', 'utf8')
  for (const part of ['pkg', 'sdk']) expect(module).toContain(`github.com/pulumi/pulumi/${part}/v3 v${sdk} `)
})

test('whatever runs Pulumi keeps what encrypts the state, which no fresh checkout names', () => {
  for (const file of files) {
    for (const job of Object.values(readWorkflow(file).jobs)) {
      if (!JSON.stringify(job).includes('pulumi/actions')) continue
      const told = JSON.stringify(job).match(/"PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER":"true"/)
      expect(told, file).not.toBeNull()
    }
  }
})

test('the region of a job is the one that its first step finds', () => {
  for (const file of files) {
    for (const [, region] of text(file).matchAll(/ aws-region: (\$.+)$/gm))
      expect(region, file).toBe(`\${{ steps.preflight.outputs.region }}`)
  }
})
