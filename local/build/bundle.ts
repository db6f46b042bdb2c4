import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createOwnFolder, processHost } from 'lambda-local'
import { imageTag } from '../../infra/image/image-tag.ts'
import { type Builder, run } from './build.ts'

export interface BundleOptions {
  /** The project that is built. */
  project: string
  /** Ends a build. */
  signal: AbortSignal
}

/** Builds the bundle, for child processes, into a temporary folder. */
export function bundleBuilder({ project, signal }: BundleOptions): Builder {
  const folder = createOwnFolder()
  const folderOf = (tag: string) => join(folder, tag)
  const remove = (path: string) => rm(path, { recursive: true, force: true })
  const made: string[] = []
  const description = `a bundle in child processes of Node.js ${process.version}, as no Docker engine answers`
  return {
    tag: () => imageTag(project, { baseImage: 'none', architecture: process.arch, snapshot: false }),
    async build(tag) {
      const bundle = folderOf(tag)
      const args = ['--no-warnings', 'scripts/build.ts', '--no-snapshot', bundle]
      await run(process.execPath, args, { cwd: project, signal })
      made.push(bundle)
      // The one before may be about to start.
      for (const old of made.splice(0, made.length - 2)) if (!made.includes(old)) await remove(old)
      return { host: processHost({ bundle }), description }
    },
    discard: tag => remove(folderOf(tag)),
    [Symbol.asyncDispose]: () => remove(folder),
  }
}
