import * as pulumi from '@pulumi/pulumi'

type Values = Record<string, pulumi.Input<string>>

export interface Variables {
  repository: string
  /** Of each environment, the branch that alone is deployed to it. */
  branches: Record<string, string>
  /** Of the repository. */
  shared: Values
  /** Of each environment. */
  environments: Record<string, Values>
  /** What the file of each stack has to say of the account. */
  settings: Record<string, Values>
}

/** The commands that tell of all of this: GitHub's CLI the workflows, a script of ours the stacks' files. */
export function commands({ repository, branches, shared, environments, settings }: Variables): pulumi.Output<string>[] {
  const set = (name: string, value: pulumi.Input<string>, scope = '') =>
    pulumi.interpolate`gh variable set ${name} --repo ${repository}${scope} --body '${value}'`
  const configure = (stack: string, values: Values) =>
    pulumi
      .output(values)
      .apply(all => Object.entries(all).map(([key, value]) => `${key}=${value}`))
      .apply(pairs => `(cd .. && npx node scripts/configure.ts ${stack} ${pairs.join(' ')})`)
  return [
    ...Object.entries(branches).flatMap(([environment, branch]) => only(repository, environment, branch)),
    ...Object.entries(shared).map(([name, value]) => set(name, value)),
    ...Object.entries(environments).flatMap(([environment, own]) =>
      Object.entries(own).map(([name, value]) => set(name, value, ` --env ${environment}`)),
    ),
    ...Object.entries(settings).map(([stack, values]) => configure(stack, values)),
  ]
}

/**
 * Makes the environment, and lets no branch but one deploy to it: who may write a branch could otherwise start a job there
 * that has all of the environment's rights.
 * https://docs.github.com/en/rest/deployments/branch-policies
 */
function only(repository: string, environment: string, branch: string): pulumi.Output<string>[] {
  const path = `repos/${repository}/environments/${environment}`
  const policy = ['protected_branches]=false', 'custom_branch_policies]=true'].map(
    field => `-F 'deployment_branch_policy[${field}'`,
  )
  return [
    pulumi.output(`gh api --silent -X PUT ${path} ${policy.join(' ')}`),
    pulumi.output(`gh api --silent -X POST ${path}/deployment-branch-policies -f name='${branch}'`),
    pulumi.output(`gh variable set DEPLOY_BRANCH --repo ${repository} --env ${environment} --body '${branch}'`),
  ]
}
