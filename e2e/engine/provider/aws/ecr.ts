import { type Context, type Kind, Refused } from '../kind.ts'
import type { Values } from '../wire.ts'
import { account, regionOf } from './account.ts'

const REPOSITORY = 'aws:ecr/repository:Repository'

/**
 * The registry. With STAND_IN_REGISTRY it is an emulator's, to which images can be pushed; its address here is as AWS's.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html
 */
async function registry(operation: string, body: object): Promise<Values> {
  const endpoint = process.env.STAND_IN_REGISTRY
  if (endpoint === undefined) return {}
  const scope = 'test/20260101/us-east-1/ecr/aws4_request'
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AmazonEC2ContainerRegistry_V20150921.${operation}`,
    },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${operation}: ${text}`)
  return JSON.parse(text || '{}') as Values
}

export const ecr: Record<string, Kind> = {
  // ecr/repository.go
  [REPOSITORY]: {
    taken: 'RepositoryAlreadyExistsException: The repository already exists in the registry',
    replaces: ['name', 'encryptionConfigurations'],
    id: ({ inputs }) => String(inputs.name),
    check({ name }) {
      // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
      if (!/^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(String(name)))
        throw new Refused('name', `invalid value for name: ${name}`)
    },
    outputs: resource => ({
      arn: `arn:aws:ecr:${regionOf(resource)}:${account}:repository/${resource.inputs.name}`,
      registryId: account,
      repositoryUrl: `${account}.dkr.ecr.${regionOf(resource)}.amazonaws.com/${resource.inputs.name}`,
    }),
    async create({ inputs }) {
      await registry('CreateRepository', { repositoryName: inputs.name, imageTagMutability: inputs.imageTagMutability })
    },
    async delete({ id, state }, context) {
      const images = await imagesIn(id, context)
      if (images.length > 0 && state.forceDelete !== true)
        throw new Error(
          `RepositoryNotEmptyException: The repository with name '${id}' cannot be deleted because it still contains images`,
        )
      await registry('DeleteRepository', { repositoryName: id, force: true })
    },
  },
  // ecr/lifecycle_policy.go: one to a repository, and a changed one is a new one.
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': {
    replaces: ['repository', 'policy'],
    deleteBeforeReplace: true,
    id: ({ inputs }) => String(inputs.repository),
    outputs: () => ({ registryId: account }),
  },
  // ecr/repository_policy.go
  'aws:ecr/repositoryPolicy:RepositoryPolicy': {
    replaces: ['repository'],
    id: ({ inputs }) => String(inputs.repository),
    outputs: () => ({ registryId: account }),
  },
}

export const ecrFunctions: Record<string, (args: Values, context: Context) => Values | Promise<Values>> = {
  // ecr/repositories_data_source.go
  'aws:ecr/getRepositories:getRepositories': (_args, { config, cloud }) => ({
    id: config.region,
    names: cloud.ofType(REPOSITORY).map(({ id }) => id),
  }),
  // ecr/images_data_source.go
  'aws:ecr/getImages:getImages': async ({ repositoryName }, context) => {
    if (!context.cloud.find(REPOSITORY, String(repositoryName)))
      throw new Error(`RepositoryNotFoundException: The repository with name '${repositoryName}' does not exist`)
    return { id: repositoryName, imageIds: await imagesIn(String(repositoryName), context) }
  },
  // ecr/authorization_token_data_source.go: a new one each time.
  'aws:ecr/getAuthorizationToken:getAuthorizationToken': (_args, { config }) => ({
    id: config.region,
    userName: 'AWS',
    password: `token-${crypto.randomUUID()}`,
    proxyEndpoint: `https://${account}.dkr.ecr.${config.region}.amazonaws.com`,
  }),
}

/** Their tags and digests. */
export async function imagesIn(repositoryName: string, { cloud }: Pick<Context, 'cloud'>): Promise<Values[]> {
  if (process.env.STAND_IN_REGISTRY) {
    const { imageIds = [] } = await registry('ListImages', { repositoryName })
    return imageIds as Values[]
  }
  return Object.entries(cloud.images(repositoryName)).map(([imageTag, imageDigest]) => ({ imageTag, imageDigest }))
}
