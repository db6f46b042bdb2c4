import * as pulumi from '@pulumi/pulumi'

type Values = Record<string, pulumi.Input<string>>

export interface Variables {
  repository: string
  /** Of the repository. */
  shared: Values
  /** Of each environment. */
  environments: Record<string, Values>
  /** What the file of each stack has to say of the account. */
  settings: Record<string, Values>
}

/** The commands that tell of all of this: GitHub's CLI the workflows, a script of ours the stacks' files. */
export function commands({ repository, shared, environments, settings }: Variables): pulumi.Output<string>[] {
  const set = (name: string, value: pulumi.Input<string>, scope = '') =>
    pulumi.interpolate`gh variable set ${name} --repo ${repository}${scope} --body '${value}'`
  const configure = (stack: string, values: Values) =>
    pulumi
      .output(values)
      .apply(all => Object.entries(all).map(([key, value]) => `${key}=${value}`))
      .apply(pairs => `(cd .. && node scripts/configure.ts ${stack} ${pairs.join(' ')})`)
  return [
    ...Object.entries(shared).map(([name, value]) => set(name, value)),
    ...Object.entries(environments).flatMap(([environment, own]) =>
      Object.entries(own).map(([name, value]) => set(name, value, ` --env ${environment}`)),
    ),
    ...Object.entries(settings).map(([stack, values]) => configure(stack, values)),
  ]
}
