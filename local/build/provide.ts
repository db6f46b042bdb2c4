import { docker, removeLeftFolders, removeLeftovers } from 'lambda-local'
import type { StackConfig } from '../../infra/config/config.ts'
import { type Build, createBuild, root } from './build.ts'
import { bundleBuilder } from './bundle.ts'
import { imageBuilder } from './image.ts'

export interface ProvideOptions {
  config: Pick<StackConfig, 'authorization' | 'baseImage' | 'lambda'>
  /** The project that is built. Default: this one. */
  project?: string | undefined
  /** Ends a build. */
  signal: AbortSignal
  log(line: string): void
}

/**
 * Builds what the functions run: an image, or without a Docker engine a bundle. Meanwhile removes what killed processes
 * have left. BASE_IMAGE goes before the stack's `mcp:baseImage`.
 */
export async function provideBuild({ config, project = root, signal, log }: ProvideOptions): Promise<Build> {
  const hasEngine = await docker('version', '--format', '{{.Server.Version}}').then(
    () => true,
    () => false,
  )
  const baseImage = process.env.BASE_IMAGE || config.baseImage
  // The issuer's own name for itself.
  const hostNames = config.authorization === 'jwt' ? ['localhost'] : []
  const builder = hasEngine
    ? imageBuilder({ project, baseImage, snapshot: config.lambda.snapshot, hostNames, signal, log })
    : bundleBuilder({ project, signal })
  try {
    const [build, left] = await Promise.all([createBuild(builder), removeLeft(hasEngine)])
    if (left.length > 0) log(`Removed what a killed run has left: ${left.join(', ')}`)
    return build
  } catch (error) {
    await builder[Symbol.asyncDispose]()
    throw error
  }
}

async function removeLeft(hasEngine: boolean): Promise<string[]> {
  const left = await Promise.all([removeLeftFolders(), hasEngine ? removeLeftovers() : []])
  return left.flat()
}
