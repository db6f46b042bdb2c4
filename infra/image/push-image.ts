import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { publishedDigest } from './published-image.ts'

export interface ImageBuild {
  /** The build context: the checkout. */
  root: string
  /** `123456789012.dkr.ecr.REGION.amazonaws.com/NAME` */
  repositoryUrl: string
  tag: string
  /** `linux/amd64` */
  platform: string
  /** Anybody can read them out of the image: never a secret. */
  args: Record<string, string>
  /** What the log is about. */
  resource: pulumi.Resource
}

export type PushImage = (build: ImageBuild) => Promise<string>

/**
 * Builds the image and pushes it. No resource of Pulumi's: one would be there after a build, and not after a deployment
 * that finds its image, so that every build would make the next preview show a change; and it would want to delete the
 * image when the next one comes, and the way back with it.
 *
 * @returns its digest, as the registry has it
 * @throws {pulumi.RunError} with the last of what Docker said
 */
export const pushImage: PushImage = async ({ root, repositoryUrl, tag, platform, args, resource }) => {
  const [registry = '', ...name] = repositoryUrl.split('/')
  const image = `${repositoryUrl}:${tag}`
  const given = Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`])
  await docker(['build', '--tag', image, '--platform', platform, ...given, root], resource)
  const config = await login(registry)
  try {
    await docker(['--config', config, 'push', image], resource, { DOCKER_HOST: engineAddress() })
  } finally {
    rmSync(config, { recursive: true })
  }
  const digest = await publishedDigest(name.join('/'), tag)
  if (digest === undefined) throw new pulumi.RunError(`${image} was pushed, and the registry does not list it.`)
  return digest
}

/** A configuration of Docker's for this push alone: `docker login` would leave the password in the user's own. */
async function login(registry: string): Promise<string> {
  const { userName, password } = await aws.ecr.getAuthorizationToken({ registryId: registry.split('.')[0] ?? '' })
  const folder = mkdtempSync(join(tmpdir(), 'docker-config-'))
  const auth = Buffer.from(`${userName}:${password}`).toString('base64')
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [registry]: { auth } } }), { mode: 0o600 })
  return folder
}

/** Said to Docker, as the user's contexts are in the user's configuration. */
function engineAddress(): string | undefined {
  const asked = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']
  const { status, stdout } = spawnSync('docker', asked, { encoding: 'utf8' })
  return (status === 0 && stdout.trim()) || process.env.DOCKER_HOST
}

/** How much of what Docker said stands in an error, in lines: a failed step with its output. */
const TOLD = 30

async function docker(args: string[], resource: pulumi.Resource, env: NodeJS.ProcessEnv = {}): Promise<void> {
  // Lambda refuses an index, which attestations in the manifest would make of it (aws-lambda-roadmap#82).
  const whole = { ...process.env, BUILDX_NO_DEFAULT_ATTESTATIONS: '1', ...env }
  const child = spawn('docker', args, { stdio: ['ignore', 'pipe', 'pipe'], env: whole })
  let said: string[] = []
  const listen = (chunk: string) => {
    const lines = chunk.split(/[\r\n]+/).filter(Boolean)
    said = [...said, ...lines].slice(-TOLD)
    for (const line of lines) void pulumi.log.info(line, resource, undefined, true) // Shown while it runs, and not kept.
  }
  child.stdout.setEncoding('utf8').on('data', listen)
  child.stderr.setEncoding('utf8').on('data', listen)
  const code = await new Promise((done, fail) => child.on('close', done).on('error', fail))
  if (code === 0) return
  const command = ['docker', ...args.filter((arg, index) => arg !== '--config' && args[index - 1] !== '--config')]
  throw new pulumi.RunError(`\`${command.join(' ')}\` ended with exit code ${code}:\n${said.join('\n')}`)
}
