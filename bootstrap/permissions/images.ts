import { arn, nameOf, type Permissions, type Target } from '../statement.ts'

/** The image repository. */
export function images(target: Target): Permissions {
  const repository = (stack: string) => arn(target, 'ecr', `repository/${nameOf({ ...target, stack })}`)
  const own = repository(target.stack)
  const others = target.stacks.filter(stack => stack !== target.stack).map(repository)
  return {
    preview: [
      {
        reason: "The program looks for its repository among the registry's, whose names it gets to see",
        actions: ['ecr:DescribeRepositories'],
        resources: [arn(target, 'ecr', 'repository/*')],
      },
      {
        reason: 'The program looks for the image of its content',
        actions: ['ecr:ListImages', 'ecr:DescribeImages'],
        resources: [own],
      },
    ],
    read: [
      {
        reason: 'Docker logs in to the registry. Knows no resources: what the token is good for, the rest says',
        actions: ['ecr:GetAuthorizationToken'],
        resources: ['*'],
      },
      {
        reason: 'The repository and its rules; and the layers that a build builds upon',
        actions: [
          'ecr:ListTagsForResource',
          'ecr:GetRepositoryPolicy',
          'ecr:GetLifecyclePolicy',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
          'ecr:BatchCheckLayerAvailability',
        ],
        resources: [own],
      },
    ],
    write: [
      {
        reason: 'Create and change the repository; with `protect: false`, delete it',
        actions: [
          'ecr:CreateRepository',
          'ecr:DeleteRepository',
          'ecr:TagResource',
          'ecr:UntagResource',
          'ecr:PutImageTagMutability',
          'ecr:PutImageScanningConfiguration',
          'ecr:PutLifecyclePolicy',
          'ecr:DeleteLifecyclePolicy',
          'ecr:SetRepositoryPolicy',
          'ecr:DeleteRepositoryPolicy',
        ],
        resources: [own],
      },
      {
        reason: 'Push an image, built or promoted',
        actions: ['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'],
        resources: [own],
      },
      ...promotion(others),
      {
        // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html#encryption-at-rest-iam
        reason: "Who deletes a repository that is encrypted by AWS's key gives back ECR's grants on that key",
        actions: ['kms:RetireGrant'],
        resources: [arn(target, 'kms', 'key/*')],
        condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/aws/ecr' } },
      },
    ],
  }
}

function promotion([first, ...rest]: string[]): Permissions['write'] {
  if (first === undefined) return []
  return [
    {
      reason: 'Promotion copies an image out of another stack: pull, never push',
      actions: ['ecr:ListImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
      resources: [first, ...rest],
    },
  ]
}
