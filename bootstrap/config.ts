import * as pulumi from '@pulumi/pulumi'
import * as z from 'zod'
import { unfitNames } from '../infra/config/names.ts'
import { fromText } from '../infra/config/parse-config.ts'

/** As GitHub and AWS both take it, in lower case as ECR wants it. */
const name = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')

const id = z.int().positive().optional()

/** The keys of the namespace `bootstrap:`. */
const schema = z
  .strictObject({
    repository: z
      .string()
      .regex(/^[A-Za-z0-9-]+\/[\w.-]+$/, 'OWNER/NAME')
      .meta({ description: 'The GitHub repository that may deploy.' }),
    repositoryId: id.meta({
      description: "The repository's number, part of its subject if it was created or renamed since 2026-07-15.",
    }),
    ownerId: id.meta({ description: "The owner's number: set it together with `repositoryId`." }),
    environments: z
      .array(name.max(20))
      .min(1)
      .default(['dev', 'qas', 'prod'])
      .meta({ description: 'Environments of GitHub, and stacks of the same names. Pull requests preview the first.' }),
    project: name
      .max(28) // The bucket's name holds it, beside account and region, in 63 characters.
      .default('serverless-mcp')
      .meta({ description: "The main program's Pulumi project, whose resources alone the roles may touch." }),
    domains: z
      .record(z.string(), z.hostname())
      .default({})
      .meta({ description: 'The host name that the stack of an environment may have. Default: none.' }),
    oidcProvider: z.enum(['create', 'existing']).default('create').meta({
      description: "GitHub's identity provider, of which an account has one: made here, or there already.",
    }),
    apiLogRole: z.enum(['create', 'existing']).default('create').meta({
      description: "API Gateway's log role, of which an account and region has one: made here, or there already.",
    }),
  })
  .check(({ value, issues }) => {
    const refuse = (path: string[], message: string) => issues.push({ code: 'custom', input: value, path, message })
    const { repositoryId, ownerId, environments, project, domains } = value
    if ((repositoryId === undefined) !== (ownerId === undefined)) {
      refuse([ownerId === undefined ? 'ownerId' : 'repositoryId'], 'is not set: the subject has both numbers, or none')
    }
    for (const environment of Object.keys(domains)) {
      if (!environments.includes(environment))
        refuse(['domains'], `has ${environment}, which is none of bootstrap:environments`)
    }
    for (const [index, environment] of environments.entries()) {
      for (const sentence of unfitNames(project, environment)) refuse(['environments'], `cannot be used: ${sentence}`)
      if (environments.indexOf(environment) !== index) refuse(['environments'], `has ${environment} twice`)
      const longer = environments.find(other => other.startsWith(`${environment}-`))
      if (longer) refuse(['environments'], `has ${longer}, whose resources the role of ${environment} could touch too`)
    }
  })

export type Config = z.output<typeof schema>

/**
 * Reads the stack's configuration.
 *
 * @throws {pulumi.RunError} with every mistake at once, which Pulumi prints without a stack trace
 */
export function readConfig(): Config {
  const values = Object.entries(pulumi.runtime.allConfig())
  const own = values.filter(([key]) => key.startsWith('bootstrap:'))
  const parsed = schema.safeParse(
    Object.fromEntries(own.map(([key, text]) => [key.slice('bootstrap:'.length), fromText(text)])),
    { reportInput: true },
  )
  const strangers = values.map(([key]) => key).filter(key => !/^(bootstrap|aws|pulumi):/.test(key))
  const problems = [
    ...strangers.map(key => `${key} is in no known namespace. Set bootstrap:${key.split(':')[1]} in its place.`),
    ...(parsed.error?.issues ?? []).flatMap(explain),
  ]
  if (parsed.success && problems.length === 0) return parsed.data
  throw new pulumi.RunError(
    `The configuration of the stack "${pulumi.getStack()}" cannot be used:\n${problems.map(line => `  - ${line}`).join('\n')}`,
  )
}

/** One mistake as key, value, rule and remedy. */
function explain(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schema.shape).join(', ')
    return issue.keys.map(key => `bootstrap:${key} is no known key. Known are ${known}.`)
  }
  const key = `bootstrap:${issue.path.map(step => (typeof step === 'number' ? `[${step}]` : step)).join('')}`
  if (issue.code === 'custom') return [`${key} ${issue.message.replace(/\.$/, '')}.`]
  if (issue.input === undefined) return [`${key} must be set: npx pulumi config set ${key} VALUE`]
  return [`${key} is ${JSON.stringify(issue.input)}, but must be ${ruleOf(issue)}: npx pulumi config set ${key} VALUE`]
}

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.join(' or ')
    case 'invalid_type':
      return `of type ${issue.expected}`
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`
    case 'too_small':
      return issue.origin === 'array' ? 'a list of at least one' : `above ${issue.minimum}`
    default:
      return issue.message
  }
}
