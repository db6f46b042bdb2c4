import { createHash } from 'node:crypto'
import { Cloud } from './provider/cloud.ts'

// A `docker` whose images are digests and whose registry is the stand-in cloud: it builds nothing. It refuses what ECR
// refuses: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html

const cloud = new Cloud(process.env.STAND_IN_CLOUD ?? '')
const image = process.argv.at(-1) ?? ''
if (process.argv.includes('push')) push(image)

function push(name: string): void {
  const [, repository = '', tag = ''] = /^[^/]+\/([^:]+):(.+)$/.exec(name) ?? []
  const existing = cloud.find('aws:ecr/repository:Repository', repository)
  if (!existing) fail(`name unknown: The repository with name '${repository}' does not exist in the registry`)
  if (existing.state.imageTagMutability === 'IMMUTABLE' && tag in cloud.images(repository))
    fail(
      `tag invalid: The image tag '${tag}' already exists in the '${repository}' repository and cannot be overwritten`,
    )
  cloud.push(repository, tag, `sha256:${createHash('sha256').update(name).digest('hex')}`)
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
