import * as pulumi from '@pulumi/pulumi'

/** One thing that a role may do, and why. */
export interface Statement {
  reason: string
  /** `service:Action`, each by its name: no `*`. */
  actions: [string, ...string[]]
  /** ARNs. `*` alone stands only where AWS knows no resource for any of the actions. */
  resources: [pulumi.Input<string>, ...pulumi.Input<string>[]]
  condition?: Condition
}

type Condition = Record<string, Record<string, string | string[]>>

/** What a deployment needs of some services; of that, a preview needs its own part only. */
export interface Permissions {
  /** What is asked to plan a deployment: the state, and the program's own questions. No resource is read for that. */
  preview?: Statement[]
  read: Statement[]
  write: Statement[]
}

/** The stack that a role is for. */
export interface Target {
  account: string
  region: string
  /** The main program's project. */
  project: string
  /** Also the environment of GitHub, and the API's stage. */
  stack: string
  /** All stacks of the project, this one included. */
  stacks: string[]
  /** The host name that the stack may have. */
  domain?: string | undefined
  /** The bucket that holds the state of all of them. */
  bucket: string
  /** The ARN of the key that encrypts the bucket and the secrets. */
  key: pulumi.Input<string>
}

/** How the names of the stack's resources begin: `serverless-mcp-dev`. */
export const nameOf = ({ project, stack }: Pick<Target, 'project' | 'stack'>) => `${project}-${stack}`

/** The ARN of a regional resource of this account. */
export const arn = ({ region, account }: Target, service: string, resource: string) =>
  `arn:aws:${service}:${region}:${account}:${resource}`

/** The policy that bounds the roles of the stack. Where the deploy roles are, which may change nothing there. */
export const boundaryArn = (target: Target) =>
  `arn:aws:iam::${target.account}:policy/github/${nameOf(target)}-boundary` as const

/** The policy document. Reasons stay in the code: they would count to AWS's limit of 6,144 characters. */
export function document(statements: Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: statements.map(({ actions, resources, condition }) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
      ...(condition && { Condition: condition }),
    })),
  })
}
