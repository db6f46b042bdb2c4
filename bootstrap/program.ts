import * as aws from '@pulumi/aws'
import { createApiLogRole } from './api-log.ts'
import { createBoundary } from './boundary.ts'
import { commands } from './commands.ts'
import { readConfig } from './config.ts'
import { createProvider, subjects, trust } from './oidc.ts'
import { createDeployRole, createPreviewRole } from './roles.ts'
import { backendUrl, createState, secretsProvider } from './state.ts'

/** Declares what an account and region needs before GitHub Actions can deploy to it, and returns the outputs. */
export async function program() {
  const config = readConfig()
  const { repository, project, environments, domains } = config
  const [previewed = ''] = environments
  const { accountId: account } = await aws.getCallerIdentity({})
  const { region } = await aws.getRegion({})

  const state = createState(project, account, region)
  const provider = createProvider(config, account)
  const target = (stack: string) => ({
    ...{ account, region, project, stack, stacks: environments, domain: domains[stack] },
    ...{ bucket: state.bucket, key: state.key.arn },
  })
  const perStack = <T>(value: (stack: string) => T) => Object.fromEntries(environments.map(name => [name, value(name)]))
  const boundaries = perStack(stack => createBoundary(target(stack)).arn)
  const deployRoles = perStack(
    stack => createDeployRole(target(stack), trust(provider, subjects(config, `environment:${stack}`))).arn,
  )
  const previewRole = createPreviewRole(target(previewed), trust(provider, subjects(config, 'pull_request'))).arn
  if (config.apiLogRole === 'create') createApiLogRole()

  const secretsProviders = perStack(stack => secretsProvider(state, region, stack))
  return {
    commands: commands({
      repository,
      branches: perStack(stack => (stack === previewed ? 'main' : stack)),
      shared: {
        STAGES: environments.join(' '),
        AWS_REGION: region,
        AWS_PREVIEW_ROLE: previewRole,
        PULUMI_BACKEND_URL: backendUrl(state, region),
      },
      environments: perStack(stack => ({
        AWS_DEPLOY_ROLE: deployRoles[stack] ?? '',
        PERMISSIONS_BOUNDARY: boundaries[stack] ?? '',
        ...(domains[stack] !== undefined && { DOMAIN: domains[stack] }),
        // Pulumi decrypts a stack's secrets to preview it, which the preview's role may not: so that stack has no secret
        // of worth, and an empty passphrase.
        PULUMI_SECRETS_PROVIDER: stack === previewed ? 'passphrase' : (secretsProviders[stack] ?? ''),
      })),
      settings: perStack(stack => ({
        'mcp:apiLogRole': 'existing',
        'mcp:permissionsBoundary': boundaries[stack] ?? '',
      })),
    }),
    deployRoles,
    permissionsBoundaries: boundaries,
    previewRole,
    stateBucket: state.bucket,
    secretsProviders,
  }
}
