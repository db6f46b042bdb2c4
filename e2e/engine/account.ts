import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { readWorkflow, runJob, type Step } from '../../testing/delivery/job-runner.ts'
import { node, type Process } from '../../testing/processes.ts'
import { type Ministack, startMinistack } from '../ministack.ts'
import { account } from './provider/aws/account.ts'
import { type Checkout, Machine } from './workspace.ts'

export const region = 'ap-southeast-2'
export const registry = `${account}.dkr.ecr.${region}.amazonaws.com`

/** An AWS account as bootstrap/ leaves it, and GitHub beside it: the workflows' own steps run here, as far as they can. */
export class Account implements AsyncDisposable {
  readonly machine: Machine
  readonly ministack: Ministack
  readonly #server: Process
  /** GitHub's variables, by environment, as bootstrap's commands set them. */
  #variables: Record<string, Record<string, string>> = {}
  /** Of bootstrap's commands those that write into the stacks' files. */
  #settings: string[] = []

  private constructor(machine: Machine, ministack: Ministack, server: Process) {
    this.machine = machine
    this.ministack = ministack
    this.#server = server
  }

  static async open(cli: string, emulator: string): Promise<Account> {
    const ministack = await startMinistack(emulator, { account, region })
    const url = `http://127.0.0.1:${ministack.port}`
    const server = node(['app/local-server.ts'], { PORT: '0', HOST: '127.0.0.1' })
    const [, address = ''] = await server.prints(/(http:\/\/[\w.]+:\d+)/)
    const machine = new Machine(cli, {
      ...{ AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'nothing', AWS_REGION: region },
      ...{
        STAND_IN_EMULATOR: url,
        REACH: address,
        NODE_OPTIONS: `--import=${resolve(import.meta.dirname, 'reach.ts')}`,
      },
    })
    const opened = new Account(machine, ministack, server)
    opened.#installCommands()
    await opened.#bootstrap()
    return opened
  }

  /** A fresh checkout, whose image is built in a second. */
  checkout(content = 'first'): Checkout {
    const checkout = this.machine.checkout()
    checkout.write('Dockerfile', 'FROM scratch\nARG BASE_IMAGE\nCOPY app/tools/ /\n')
    checkout.write('app/tools/content.ts', `// ${content}\n`)
    // What bootstrap has one commit: the account's log role, and the boundary of its roles.
    for (const command of this.#settings) {
      const { status, stderr } = spawnSync('sh', ['-c', command], {
        cwd: join(checkout.folder, 'bootstrap'),
        encoding: 'utf8',
      })
      if (status !== 0) throw new Error(`${command}: ${stderr}`)
    }
    // A stack without a token sets no secret, by which the CLI would write down what encrypts it.
    checkout.configure('prod', { 'mcp:authorization': 'none', 'mcp:allowPublic': true })
    return checkout
  }

  variable(stack: string, name: string): string {
    return this.#variables[stack]?.[name] ?? ''
  }

  /** Runs the job of a workflow in a checkout: its own steps, with the actions as `answer` has them. */
  async job(workflow: string, stack: string, checkout: Checkout, inputs: Record<string, string> = {}) {
    const { deploy, rollback } = readWorkflow(workflow).jobs
    const result = await runJob(deploy ?? rollback ?? {}, {
      inputs: { environment: stack, 'aws-region': 'us-east-1', ...inputs },
      vars: this.#variables[stack] ?? {},
      github: {
        ref: `refs/heads/${stack === 'dev' ? 'main' : stack}`,
        event: { repository: { visibility: 'public' } },
      },
      secrets: stack === 'dev' ? {} : { MANAGEMENT_API_KEY: 'the-management-key-0123456789abcdef' },
      actions: (uses, step, env) => this.#answer(checkout, uses, step, env),
      path: this.machine.bin,
      cwd: checkout.folder,
      env: this.machine.env,
    })
    const failed = result.steps.find(({ outcome }) => outcome === 'failure')
    return { ...result, failure: failed && `${failed.step}:\n${failed.log}` }
  }

  /** What an action does, by the commands that it runs. pulumi/actions selects the stack, and updates it without a preview. */
  async #answer(checkout: Checkout, uses: string, step: Step, env: Record<string, string>) {
    if (uses === 'aws-actions/amazon-ecr-login') return { registry }
    if (uses !== 'pulumi/actions' || step.with?.command !== 'up') return {}
    const stack = String(step.with['stack-name'])
    for (const args of [
      ['stack', 'select', '--stack', stack],
      ['up', '--yes', '--skip-preview', '--stack', stack, '--policy-pack', String(step.with.policyPacks)],
    ]) {
      const { code, output } = await checkout.pulumi(args, env)
      if (code !== 0) {
        console.error(output)
        return false
      }
    }
    const outputs = JSON.parse(await checkout.succeed(['stack', 'output', '--json', '--stack', stack], env)) as object
    const texts = Object.entries(outputs).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ])
    return Object.fromEntries(texts)
  }

  /** The commands of a runner: what would reach AWS's registry reaches the emulator's, and packages are installed. */
  #installCommands(): void {
    const { machine } = this
    const local = `s#${registry.replaceAll('.', '\\.')}/#127.0.0.1:${this.ministack.port}/#`
    const real = (command: string) => spawnSync('which', [command], { encoding: 'utf8' }).stdout.trim()
    const mapped = (command: string, flags = '') =>
      `for arg; do shift; set -- "$@" "$(printf %s "$arg" | sed '${local}')"; done\nexec "${real(command)}" "$@" ${flags}`
    machine.command('docker', mapped('docker'))
    machine.command('skopeo', mapped('skopeo', '--src-tls-verify=false --dest-tls-verify=false'))
    machine.command('npm', `[ "$1" = ci ] || exec "${real('npm')}" "$@"`)
    machine.command('npx', 'exec "$@"')
    machine.command('node', `exec "${process.execPath}" "$@"`)
  }

  async #bootstrap(): Promise<void> {
    const checkout = this.machine.checkout()
    const run = (args: string[]) => checkout.succeed(args, {}, 'bootstrap')
    await run(['stack', 'init', 'main'])
    await run(['config', 'set', '--stack', 'main', 'bootstrap:repository', 'owner/name'])
    await run(['up', '--yes', '--stack', 'main', '--skip-preview'])
    const outputs = JSON.parse(await run(['stack', 'output', '--json', '--stack', 'main'])) as {
      commands: string[]
      stateBucket: string
    }
    for (const stack of ['dev', 'qas', 'prod']) this.#variables[stack] = variablesOf(outputs.commands, stack)
    this.#settings = outputs.commands.filter(command => command.includes('scripts/configure.ts'))
    await this.#createState(outputs.stateBucket)
  }

  /** What the stand-in cloud has of the state's bucket and key is nothing to write to: the emulator gets the same. */
  async #createState(bucket: string): Promise<void> {
    const scope = `${account}/20260101/${region}/s3/aws4_request`
    const created = await fetch(`http://127.0.0.1:${this.ministack.port}/${bucket}`, {
      method: 'PUT',
      headers: { Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
      body: `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`,
    })
    if (!created.ok) throw new Error(`The bucket is not there: ${await created.text()}`)
    const kms = <T>(operation: string, body: object) =>
      this.ministack.call<T>('kms', 'POST /', body, `TrentService.${operation}`)
    const { KeyMetadata } = await kms<{ KeyMetadata: { KeyId: string } }>('CreateKey', {})
    await kms('CreateAlias', { AliasName: 'alias/serverless-mcp-pulumi', TargetKeyId: KeyMetadata.KeyId })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const images = spawnSync('docker', ['images', '--quiet', `127.0.0.1:${this.ministack.port}/*`], {
      encoding: 'utf8',
    })
    const ids = [...new Set(images.stdout.split('\n').filter(Boolean))]
    if (ids.length > 0) spawnSync('docker', ['rmi', '--force', ...ids])
    await this.#server[Symbol.asyncDispose]()
    await this.ministack[Symbol.asyncDispose]()
    this.machine[Symbol.dispose]()
  }
}

/** `gh variable set NAME --repo OWNER/NAME [--env STACK] --body 'VALUE'` */
function variablesOf(commands: string[], stack: string): Record<string, string> {
  const set = commands.flatMap(command => {
    const [, name = '', environment, value = ''] =
      /^gh variable set (\w+) --repo \S+(?: --env (\S+))? --body '([^']*)'$/.exec(command) ?? []
    return environment === undefined || environment === stack ? [[name, value] as const] : []
  })
  // The emulator's address has no name for each bucket.
  return Object.fromEntries(
    set.map(([name, value]) => [name, name === 'PULUMI_BACKEND_URL' ? `${value}&use_path_style=true` : value]),
  )
}
