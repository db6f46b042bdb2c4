import * as pulumi from '@pulumi/pulumi'

export interface Variables {
  repository: string
  /** Of the repository. */
  shared: Record<string, pulumi.Input<string>>
  /** Of each environment. */
  environments: Record<string, Record<string, pulumi.Input<string>>>
}

/** The commands of GitHub's CLI that make the workflows find all of this. */
export function commands({ repository, shared, environments }: Variables): pulumi.Output<string>[] {
  const set = (name: string, value: pulumi.Input<string>, scope = '') =>
    pulumi.interpolate`gh variable set ${name} --repo ${repository}${scope} --body '${value}'`
  return [
    ...Object.entries(shared).map(([name, value]) => set(name, value)),
    ...Object.entries(environments).flatMap(([environment, own]) =>
      Object.entries(own).map(([name, value]) => set(name, value, ` --env ${environment}`)),
    ),
  ]
}
