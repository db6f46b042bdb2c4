import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as pulumi from '@pulumi/pulumi'
import type { StackConfig } from '../config/config.ts'
import type { ImageSource } from './image.ts'
import { servingTags } from './image-tag.ts'
import { publishedDigest } from './published-image.ts'
import { type PushImage, pushImage } from './push-image.ts'

/** What builds an image where there is none. */
export interface Builder {
  /** Whether it is there at all. */
  answers(): boolean
  push: PushImage
}

const docker: Builder = {
  answers: () => spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore' }).status === 0,
  push: pushImage,
}

/**
 * Decides where the image comes from, before anything is registered: what the stack names, else what the repository has
 * for this content, else a build.
 *
 * @param root the checkout
 * @throws {pulumi.RunError} when it takes a build and something for that is missing
 */
export async function findImage(
  root: string,
  repository: string,
  config: StackConfig,
  builder = docker,
): Promise<ImageSource> {
  if (config.imageUri !== undefined) return { uri: config.imageUri }
  if (!existsSync(join(root, 'package-lock.json'))) {
    throw new pulumi.RunError('The image is built from package-lock.json, which is not there. Restore it: npm install')
  }
  const { architecture, snapshot } = config.lambda
  const tags = servingTags(root, { baseImage: config.baseImage, architecture, snapshot })
  for (const tag of tags) {
    const digest = await publishedDigest(repository, tag)
    if (digest !== undefined) return { digest }
  }
  if (!builder.answers()) {
    throw new pulumi.RunError(
      'The image has to be built, and no Docker engine answers. Install and start Docker, or name an image that exists: ' +
        'npx pulumi config set mcp:imageUri REPOSITORY@sha256:…',
    )
  }
  return { tag: tags[0], push: builder.push }
}
