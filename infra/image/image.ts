import { join } from 'node:path'
import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { StackConfig } from '../config/config.ts'
import type { Scope } from '../scope.ts'
import type { PushImage } from './push-image.ts'

/** Where the image comes from: a digest that exists, or a build under a tag that does not. */
export type ImageSource = { uri: string } | { digest: string } | { tag: string; push: PushImage }

/** The build context. */
const root = join(import.meta.dirname, '../..')

/**
 * The repository, and the image that both functions run.
 *
 * @returns the image's address with its digest, and what has to be there before Lambda can pull it
 */
export function createImage({ name, parent }: Scope, source: ImageSource, { lambda, baseImage, protect }: StackConfig) {
  const repository = new aws.ecr.Repository(
    name,
    {
      name, // Known before the first deployment: an image is promoted into it, and looked for in it.
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: 'KMS' }],
      forceDelete: !protect,
    },
    { parent, protect },
  )
  new aws.ecr.LifecyclePolicy(name, { repository: repository.name, policy: lifecycle }, { parent })
  // Said here, Lambda need not write it itself, which would take one more right of the one who deploys.
  const access = createAccess(name, repository, parent)
  return { repository, imageUri: imageUri(), access }

  function imageUri(): pulumi.Output<string> {
    if ('uri' in source) return pulumi.output(source.uri)
    if ('digest' in source) return pulumi.interpolate`${repository.repositoryUrl}@${source.digest}`
    const { tag, push } = source
    const platform = lambda.architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64'
    if (pulumi.runtime.isDryRun()) {
      void pulumi.log.info(`The image is to be built and pushed, as ${tag}.`, repository)
      return pulumi.output(pulumi.unknown as unknown as string)
    }
    return repository.repositoryUrl.apply(async repositoryUrl => {
      const args = { BASE_IMAGE: baseImage, SNAPSHOT: lambda.snapshot ? 'on' : 'off' }
      const digest = await push({ root, repositoryUrl, tag, platform, args, resource: repository })
      return `${repositoryUrl}@${digest}`
    })
  }
}

/**
 * A published version runs an image that has a tag, and what has a tag is kept: the layers that two releases share are
 * stored once, so an old one costs about a megabyte.
 */
const lifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'Without a tag: left over from a push that failed',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
  ],
})

/**
 * Lets Lambda pull, for functions of this account only: the service asks in the name of any.
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#configuration-images-permissions
 */
function createAccess(name: string, repository: aws.ecr.Repository, parent: pulumi.Resource): aws.ecr.RepositoryPolicy {
  const { region } = aws.getRegionOutput({}, { parent })
  const policy = pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'LambdaMayPull',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: {
          StringEquals: { 'aws:SourceAccount': repository.registryId },
          ArnLike: {
            'aws:SourceArn': pulumi.interpolate`arn:aws:lambda:${region}:${repository.registryId}:function:*`,
          },
        },
      },
    ],
  })
  return new aws.ecr.RepositoryPolicy(name, { repository: repository.name, policy }, { parent })
}
