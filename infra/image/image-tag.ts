import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import dockerignore from '@balena/dockerignore'

/** What of the image is not in its files. */
export interface ImageVariant {
  baseImage: string
  architecture: string
  /** Whether the image has a snapshot to start from. */
  snapshot: boolean
}

/**
 * The tag of the image that this checkout builds: it changes exactly when the image's content may, so that an immutable
 * repository never sees a tag twice, and an image that is there need not be built.
 *
 * @param root the build context
 * @returns 16 hexadecimal digits
 */
export function imageTag(root: string, { baseImage, architecture, snapshot }: ImageVariant): string {
  const hash = createHash('sha256').update(`${baseImage}\0${architecture}\0${snapshot}\0`)
  for (const path of imageInputs(root))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex').slice(0, 16)
}

/**
 * The tags of the images that serve a stack, the one to build first. An image with a snapshot serves a stack without one as
 * well, whose functions are told not to use it: so what another stage has tried is taken, and not built again.
 */
export function servingTags(root: string, variant: ImageVariant): [string, ...string[]] {
  const tag = imageTag(root, variant)
  return variant.snapshot ? [tag] : [tag, imageTag(root, { ...variant, snapshot: true })]
}

/** The files of the build context that Docker reads: what `.dockerignore` does not leave out, and the Dockerfile. Sorted. */
export function imageInputs(root: string): string[] {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').split(/\r?\n/)
  const ignore = dockerignore.default().add(lines)
  // A folder is walked if something of it may be let in: not node_modules, above all.
  const exceptions = lines.filter(line => line.startsWith('!')).map(line => line.slice(1).trim())
  const isWalked = (folder: string) =>
    !ignore.ignores(folder) || exceptions.some(path => path === folder || path.startsWith(`${folder}/`))
  const filesBelow = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return isWalked(path) ? filesBelow(path) : []
      return ignore.ignores(path) ? [] : [path]
    })
  return [...new Set(['Dockerfile', ...filesBelow('')])].sort()
}
