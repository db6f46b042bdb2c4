import * as pulumi from '@pulumi/pulumi'
import { program } from '../../bootstrap/program.ts'
import { awsMocks } from './mocked-aws.ts'
import { type Registered, recordInto } from './recording.ts'

// For tests: the real program against a monitor that answers as AWS would.

export interface Bootstrap {
  resources: Registered[]
  outputs: Record<string, unknown>
  all(type: string): Registered[]
  /** The trust of a role, by the role's logical name. */
  trust(role: string): Document
  /** Every statement of a role, by the role's logical name, and what they stand in. */
  statements(role: string): Statement[]
  policies(role: string): Record<string, string>
}

interface Document {
  Version: string
  Statement: Statement[]
}

export interface Statement {
  Effect: string
  Principal?: Record<string, string>
  Action: string[]
  Resource: string[]
  Condition?: Record<string, Record<string, string | string[]>>
}

export const account = '123456789012'
export const region = 'ap-southeast-2'

/** @param config keys of the namespace `bootstrap:`, or whole keys with another */
export async function bootstrap(config: Record<string, unknown> = { repository: 'owner/name' }): Promise<Bootstrap> {
  const resources: Bootstrap['resources'] = []
  await pulumi.runtime.setMocks(awsMocks(region, ''), 'serverless-mcp-bootstrap', 'main', false)
  const texts = Object.entries({ 'aws:region': region, ...config }).map(([key, value]) => [
    key.includes(':') ? key : `bootstrap:${key}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  pulumi.runtime.setAllConfig(Object.fromEntries(texts))
  recordInto(resources)
  const outputs = await resolve(await program())
  await pulumi.runtime.disconnect() // Waits for whatever is still being registered.

  const all = (type: string) => resources.filter(resource => resource.type === type)
  const policies = (role: string) =>
    Object.fromEntries(
      all('aws:iam/policy:Policy')
        .filter(({ name }) => name.startsWith(`${role}-`))
        .map(({ name, inputs }) => [name.slice(role.length + 1), String(inputs.policy)]),
    )
  const parse = (text: unknown): Document => JSON.parse(String(text))
  return {
    resources,
    outputs,
    all,
    policies,
    trust: role => parse(all('aws:iam/role:Role').find(({ name }) => name === role)?.inputs.assumeRolePolicy),
    statements: role => Object.values(policies(role)).flatMap(text => parse(text).Statement),
  }
}

async function resolve(outputs: Record<string, unknown>): Promise<Record<string, unknown>> {
  return new Promise(settle => {
    pulumi.output(outputs).apply(values => settle(values as Record<string, unknown>))
  })
}
