import {
  BatchGetImageCommand,
  type BatchGetImageResponse,
  DescribeRepositoriesCommand,
  ECRClient,
  ImageFailureCode,
} from '@aws-sdk/client-ecr'

// What the registry has. "It is not there" is an answer; anything else that goes wrong is none, and ends the job: taken for
// an absence, a hiccup would become a build, and prod would run what nobody has tried.

export class Registry {
  readonly #ecr: ECRClient
  readonly #registryId: string

  /** @param address `123456789012.dkr.ecr.REGION.amazonaws.com` */
  constructor(address: string) {
    const [, id, region] = /^(\d{12})\.dkr\.ecr\.([\w-]+)\.amazonaws\.com/.exec(address) ?? []
    if (id === undefined || region === undefined) throw new Error(`"${address}" is not an ECR registry.`)
    this.#registryId = id
    this.#ecr = new ECRClient({ region, maxAttempts: 5 })
  }

  /** Whether there is a repository of that name. */
  async has(repositoryName: string): Promise<boolean> {
    const command = new DescribeRepositoriesCommand({ registryId: this.#registryId, repositoryNames: [repositoryName] })
    return this.#ecr.send(command).then(() => true, absent(false))
  }

  /** The digest of the image with that tag, or undefined where there is none, or no such repository. */
  async digestOf(repositoryName: string, imageTag: string): Promise<string | undefined> {
    const command = new BatchGetImageCommand({ registryId: this.#registryId, repositoryName, imageIds: [{ imageTag }] })
    const { images = [], failures = [] } = await this.#ecr.send(command).catch(absent<BatchGetImageResponse>({}))
    const failure = failures.find(({ failureCode }) => failureCode !== ImageFailureCode.ImageNotFound)
    if (failure) throw new Error(`${repositoryName}:${imageTag}: ${failure.failureCode}, ${failure.failureReason}`)
    return images[0]?.imageId?.imageDigest
  }
}

function absent<T>(answer: T) {
  return (error: Error): T => {
    if (error.name === 'RepositoryNotFoundException') return answer
    throw error
  }
}
