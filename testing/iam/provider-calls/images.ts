import type { Call } from '../allows.ts'
import { arn, type Operations, type Owner, of, on } from './call.ts'

const ecr = of('ecr')

export function imageCalls({ name }: Owner): Record<string, Operations> {
  const own = arn('ecr', `repository/${name}`)
  return {
    'aws:ecr/repository:Repository': {
      source: 'ecr/repository.go',
      create: on(own, ecr('CreateRepository', 'TagResource', 'DescribeRepositories')),
      read: on(own, ecr('DescribeRepositories', 'ListTagsForResource')),
      update: on(own, ecr('PutImageTagMutability', 'PutImageScanningConfiguration', 'TagResource', 'UntagResource')),
      delete: [
        ...on(own, ecr('DeleteRepository', 'DescribeRepositories')),
        // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html#encryption-at-rest-iam
        ...on(arn('kms', 'key/0'), ['kms:RetireGrant'], { 'kms:ResourceAliases': ['alias/aws/ecr'] }),
      ],
    },
    'aws:ecr/repositoryPolicy:RepositoryPolicy': {
      source: 'ecr/repository_policy.go',
      create: on(own, ecr('SetRepositoryPolicy', 'GetRepositoryPolicy')),
      read: on(own, ecr('GetRepositoryPolicy')),
      update: on(own, ecr('SetRepositoryPolicy')),
      delete: on(own, ecr('DeleteRepositoryPolicy')),
    },
    'aws:ecr/lifecyclePolicy:LifecyclePolicy': {
      source: 'ecr/lifecycle_policy.go',
      create: on(own, ecr('PutLifecyclePolicy', 'GetLifecyclePolicy')),
      read: on(own, ecr('GetLifecyclePolicy')),
      delete: on(own, ecr('DeleteLifecyclePolicy')),
    },
  }
}

/** What `docker push` calls: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
export function pushCalls({ name }: Owner): Call[] {
  const layers = ['BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload']
  return [
    ...on('*', ecr('GetAuthorizationToken')),
    ...on(arn('ecr', `repository/${name}`), ecr(...layers, 'PutImage', 'BatchGetImage')),
  ]
}
