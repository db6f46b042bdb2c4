import * as aws from '@pulumi/aws'

/**
 * The digest of an image that the repository holds under a tag, or undefined. An immutable repository refuses to be given
 * a tag twice, even with the same content (aws/containers-roadmap#2380): without this look, a reverted commit and a
 * deployment that died after its push could never be deployed.
 */
export async function publishedDigest(repositoryName: string, tag: string): Promise<string | undefined> {
  // Asked for the images of a repository that is not there yet, the provider fails: so the list of names comes first.
  const { names } = await aws.ecr.getRepositories({})
  if (!names.includes(repositoryName)) return undefined
  const { imageIds } = await aws.ecr.getImages({ repositoryName })
  return imageIds.find(({ imageTag }) => imageTag === tag)?.imageDigest
}
