import { type Context, type Kind, Refused } from '../kind.ts'
import type { Values } from '../wire.ts'
import { account, regionOf } from './account.ts'
import { emulate } from './emulator.ts'

const REPOSITORY = 'aws:ecr/repository:Repository'

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html */
const registry = (region: string, operation: string, body: object) =>
  emulate('ecr', region, 'POST /', body, `AmazonEC2ContainerRegistry_V20150921.${operation}`)

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
    async create(resource) {
      const { inputs } = resource
      await registry(regionOf(resource), 'CreateRepository', {
        repositoryName: inputs.name,
        imageTagMutability: inputs.imageTagMutability,
      })
    },
    async delete({ id, state }, context) {
      const images = await imagesIn(id, context)
      if (images.length > 0 && state.forceDelete !== true)
        throw new Error(
          `RepositoryNotEmptyException: The repository with name '${id}' cannot be deleted because it still contains images`,
        )
      await registry(regionOf(context), 'DeleteRepository', { repositoryName: id, force: true })
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
export async function imagesIn(repositoryName: string, context: Context): Promise<Values[]> {
  const { imageIds } = await registry(regionOf(context), 'ListImages', { repositoryName })
  if (imageIds) return imageIds as Values[]
  const pushed = Object.entries(context.cloud.images(repositoryName))
  return pushed.map(([imageTag, imageDigest]) => ({ imageTag, imageDigest }))
}
