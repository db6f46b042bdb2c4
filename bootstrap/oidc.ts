import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { Config } from './config.ts'

// https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws

const issuer = 'token.actions.githubusercontent.com'
const audience = 'sts.amazonaws.com'

/** GitHub's identity provider: its ARN. AWS trusts GitHub's certificate by itself, so there is no thumbprint. */
export function createProvider({ oidcProvider }: Config, account: string): pulumi.Input<string> {
  if (oidcProvider === 'existing') return `arn:aws:iam::${account}:oidc-provider/${issuer}`
  return new aws.iam.OpenIdConnectProvider('github', { url: `https://${issuer}`, clientIdLists: [audience] }).arn
}

/** What GitHub vouches for: a job in an environment, whose rules it enforced, or any job of a pull request. */
export type Context = `environment:${string}` | 'pull_request'

/**
 * The subjects of a repository's jobs, each exactly. A repository that was created or renamed since 2026-07-15 has its
 * numbers in there, so that nobody can come by its rights with its name.
 * https://github.com/aws-actions/configure-aws-credentials#readme
 */
export function subjects({ repository, ownerId, repositoryId }: Config, context: Context): string[] {
  const [owner, name] = repository.split('/')
  const byName = `repo:${repository}:${context}`
  if (ownerId === undefined || repositoryId === undefined) return [byName]
  return [byName, `repo:${owner}@${ownerId}/${name}@${repositoryId}:${context}`]
}

/** Lets jobs with one of these subjects take on a role, by a token that GitHub made for AWS. */
export function trust(provider: pulumi.Input<string>, subjects: string[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subjects } },
      },
    ],
  })
}
