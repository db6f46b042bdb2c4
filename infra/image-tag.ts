import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import dockerignore from '@balena/dockerignore'

/** What of the image is not in its files. */
export interface ImageVariant {
  baseImage: string
  architecture: string
}

/**
 * The tag of the image that this checkout builds: it changes exactly when the image's content may, so that an immutable
 * repository never sees a tag twice, and an image that is there need not be built.
 *
 * @param root the build context
 * @returns 16 hexadecimal digits
 */
export function imageTag(root: string, { baseImage, architecture }: ImageVariant): string {
  const hash = createHash('sha256').update(`${baseImage}\0${architecture}\0`)
  for (const path of imageInputs(root))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex').slice(0, 16)
}

/** The files of the build context that Docker reads: what `.dockerignore` lets in, and the Dockerfile. Sorted. */
export function imageInputs(root: string): string[] {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').split(/\r?\n/)
  const ignore = dockerignore.default().add(lines)
  // The file lets in what it names, so nothing else has to be walked: not node_modules, above all.
  const allowed = lines.filter(line => line.startsWith('!')).map(line => line.slice(1).trim())
  const files = allowed.flatMap(path => filesBelow(root, path)).filter(path => !ignore.ignores(path))
  return [...new Set(['Dockerfile', ...files])].sort()
}

function filesBelow(root: string, path: string): string[] {
  const entries = readdirSync(join(root, path, '..'), { withFileTypes: true })
  const entry = entries.find(({ name }) => name === path.split('/').at(-1))
  if (entry === undefined) {
    throw new Error(
      `.dockerignore lets ${path} into the image, but there is no such file. Restore it: git checkout ${path}`,
    )
  }
  if (!entry.isDirectory()) return [path]
  return readdirSync(join(root, path)).flatMap(name => filesBelow(root, `${path}/${name}`))
}
