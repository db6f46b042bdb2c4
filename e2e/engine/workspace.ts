import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { parse, stringify } from 'yaml'
import { run } from '../../testing/processes.ts'
import { Cloud } from './provider/cloud.ts'

/** A machine with Pulumi's real CLI, providers that stand in, a backend for its state, and a cloud. */
export class Machine implements Disposable {
  readonly folder: string
  readonly cloud: Cloud
  /** Of every command that runs here. */
  readonly env: NodeJS.ProcessEnv
  /** Commands that are found first: the CLI, the providers, and what a test adds. */
  readonly bin: string

  /** @param backend default: a folder */
  constructor(cli: string, env: NodeJS.ProcessEnv = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'engine-'))
    this.bin = join(this.folder, 'bin')
    for (const name of ['bin', 'home', 'state']) mkdirSync(join(this.folder, name))
    this.cloud = new Cloud(join(this.folder, 'cloud'))
    this.command('pulumi', `exec "${cli}" "$@"`)
    this.command('pulumi-language-nodejs', `exec ${nodeOn('language-host.ts')} "$@"`)
    for (const name of ['aws', 'random'])
      this.command(`pulumi-resource-${name}`, `exec ${nodeOn('provider/main.ts')} ${name} "$@"`)
    this.command('docker', `exec ${nodeOn('docker.ts')} "$@"`)
    this.env = {
      ...clean,
      PATH: [this.bin, process.env.PATH].join(delimiter),
      PULUMI_HOME: join(this.folder, 'home'),
      PULUMI_BACKEND_URL: `file://${join(this.folder, 'state')}`,
      PULUMI_CONFIG_PASSPHRASE: 'of the tests',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      PULUMI_DISABLE_REGISTRY_RESOLVE: 'true',
      NO_COLOR: '1',
      STAND_IN_CLOUD: this.cloud.folder,
      ...env,
    }
  }

  /** Puts a command where it is found first. */
  command(name: string, script: string): void {
    const file = join(this.bin, name)
    writeFileSync(file, `#!/bin/sh\n${script}\n`)
    chmodSync(file, 0o755)
  }

  /** A fresh checkout of this repository, as far as a deployment reads it. */
  checkout(): Checkout {
    const folder = mkdtempSync(join(this.folder, 'checkout-'))
    for (const path of checkedOut) cpSync(path, join(folder, path), { recursive: true })
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
    return new Checkout(folder, this)
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export interface Ended {
  code: number | null
  /** Both streams. */
  output: string
}

/** A working copy on a machine. */
export class Checkout {
  readonly folder: string
  readonly machine: Machine

  constructor(folder: string, machine: Machine) {
    this.folder = folder
    this.machine = machine
  }

  /** Runs a command in it. */
  async run(command: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd = '.'): Promise<Ended> {
    const options = { cwd: join(this.folder, cwd), env: { ...this.machine.env, ...env } }
    const { code, stdout, stderr } = await run(command, args, {}, options).ended
    return { code, output: withoutNoise(stdout + stderr) }
  }

  /** Runs the CLI. */
  pulumi(args: string[], env?: NodeJS.ProcessEnv, cwd?: string): Promise<Ended> {
    return this.run(join(this.machine.bin, 'pulumi'), [...args, '--non-interactive', '--color', 'never'], env, cwd)
  }

  /** Runs the CLI. @throws {Error} with what it printed, when it fails */
  async succeed(args: string[], env?: NodeJS.ProcessEnv, cwd?: string): Promise<string> {
    const { code, output } = await this.pulumi(args, env, cwd)
    if (code !== 0) throw new Error(`pulumi ${args.join(' ')} ended with ${code}:\n${output}`)
    return output
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8')
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text)
  }

  /** Changes a YAML file; a comment in it gets lost. */
  edit(path: string, change: (content: Record<string, unknown>) => void): void {
    const content = parse(this.read(path)) as Record<string, unknown>
    change(content)
    this.write(path, stringify(content))
  }

  /** Sets keys of a stack's configuration; undefined takes one away. */
  configure(stack: string, values: Record<string, unknown>): void {
    this.edit(`Pulumi.${stack}.yaml`, content => {
      const config = { ...(content.config as object), ...values }
      content.config = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined))
    })
  }
}

const checkedOut = [
  ...[
    'app',
    'bootstrap',
    'client',
    'command-line',
    'infra',
    'local',
    'packages',
    'policy',
    'scripts',
    'testing',
    '.dockerignore',
    'Dockerfile',
  ],
  ...['package.json', 'package-lock.json', 'tsconfig.json'],
  ...['Pulumi.yaml', 'Pulumi.dev.yaml', 'Pulumi.qas.yaml', 'Pulumi.prod.yaml'],
]

/** Nothing of the developer's own: no profile, no token, no stack. */
const clean = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS_|PULUMI_|GITHUB_|VITEST|NODE_OPTIONS)/.test(name)),
)

const nodeOn = (file: string) => `"${process.execPath}" "${resolve(import.meta.dirname, file)}"`

/** The CLI says of each plugin that it comes from the PATH. */
const withoutNoise = (output: string) =>
  output
    .split('\n')
    .filter(line => !/using pulumi-\S+ from \$PATH/.test(line))
    .join('\n')
