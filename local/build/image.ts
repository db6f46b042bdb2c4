import { docker, dockerHost, dockerNetwork } from 'lambda-local'
import { imageTag } from '../../infra/image/image-tag.ts'
import { type Builder, type Built, root, run } from './build.ts'

const repository = 'serverless-mcp'

export interface ImageOptions {
  /** The project that is built. */
  project: string
  /** What the image is built on. */
  baseImage: string
  /** Whether it has a snapshot. Default: true. */
  snapshot?: boolean
  /** By what other names containers know this machine. */
  hostNames: readonly string[]
  /** Ends a build. */
  signal: AbortSignal
  log(line: string): void
}

/** Builds the image under a tag of its content: one that is there already is taken. */
export function imageBuilder({ project, baseImage, snapshot = true, hostNames, signal, log }: ImageOptions): Builder {
  // Says on an image which checkout it was built of, whose next one replaces it. A copy is of no long life: all of them are one.
  const label = `serverless-mcp.checkout=${project === root ? root : `a copy of ${root}`}`
  const network = dockerNetwork()
  let newest: string | undefined

  async function removeAllBut(...kept: unknown[]): Promise<void> {
    for (const image of await builtHere(label)) if (!kept.includes(image)) await remove(image)
  }

  async function build(tag: string): Promise<Built> {
    const image = `${repository}:local-${tag}`
    const description = await provide(image)
    newest = image
    return { host: dockerHost({ image, network, hostNames }), description }
  }

  async function provide(image: string): Promise<string> {
    if (await exists(image)) return `${image}, built before`
    log(`Building ${image}`)
    const startedAt = performance.now()
    // A step that fails would leave its container, where Docker builds without BuildKit.
    const settings = ['--build-arg', `BASE_IMAGE=${baseImage}`, '--build-arg', `SNAPSHOT=${snapshot ? 'on' : 'off'}`]
    const named = ['--tag', image, '--label', label, '--force-rm']
    await run('docker', ['build', ...named, ...settings, '.'], { cwd: project, signal })
    await removeAllBut(image, newest) // The one before may be about to start.
    return `${image}, built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`
  }

  return {
    tag: () => imageTag(project, { baseImage, snapshot, architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64' }),
    build,
    discard: tag => remove(`${repository}:local-${tag}`),
    async [Symbol.asyncDispose]() {
      await Promise.all([removeAllBut(newest), network[Symbol.asyncDispose]()])
    },
  }
}

function exists(image: string): Promise<boolean> {
  return docker('image', 'inspect', '--format', '{{.Id}}', image).then(
    () => true,
    () => false,
  )
}

/** The local images of a checkout. */
async function builtHere(label: string): Promise<string[]> {
  const format = '{{.Repository}}:{{.Tag}}'
  const list = await docker('image', 'ls', '--filter', `label=${label}`, '--format', format, repository)
  return list.split('\n').filter(image => image.startsWith(`${repository}:local-`))
}

/** One that a container still runs stays, until the next time. */
async function remove(image: string): Promise<void> {
  await docker('image', 'rm', image).catch(() => {})
}
