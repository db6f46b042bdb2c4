import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where Dependabot looks for it. */
export const baseImageFile = join('infra', 'image', 'base-image', 'Dockerfile')

/** What images are built on by default: a tag, and the digest that it had when somebody last pinned it or Dependabot did. */
export const baseImage = readBaseImage(readFileSync(join(import.meta.dirname, 'base-image', 'Dockerfile'), 'utf8'))

/** @throws unless there is one line that names an image by its tag, with or without a digest */
export function readBaseImage(dockerfile: string): string {
  const lines = dockerfile.match(/^FROM .*$/gm) ?? []
  const [, image] = /^FROM ([^\s@]+:[\w.-]+(?:@sha256:[0-9a-f]{64})?)$/.exec(lines.join('\n')) ?? []
  if (image === undefined)
    throw new Error(`${baseImageFile} must have one line FROM IMAGE:TAG or FROM IMAGE:TAG@sha256:…, and has: ${lines}`)
  return image
}
