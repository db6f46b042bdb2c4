import { account, region } from '../../pulumi/mocked-bootstrap.ts'
import type { Call } from '../allows.ts'

/** What AWS's provider asks of AWS for a resource of a type, by what it is doing with it. */
export interface Operations {
  /** Of the provider, below https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service */
  source: string
  create: Call[]
  read: Call[]
  /** Default: none, as every change makes a new one. */
  update?: Call[]
  delete: Call[]
  /** What it calls too when something is changed that must not be changed by a deployment: nobody may. */
  withheld?: Call[]
}

/** A stack, whose resources have names that are made of its own. */
export interface Owner {
  stack: string
  /** How the names begin: `serverless-mcp-dev`. */
  name: string
  domain: string
}

export type Context = NonNullable<Call['context']>

/** Calls on one resource. Only the condition keys that AWS tells of each stand beside them. */
export function on(resource: string, actions: string[], context: Context = {}): Call[] {
  return actions.map(action => ({ action, resource, context }))
}

/** Actions of a service by their names. */
export const of =
  (service: string) =>
  (...actions: string[]) =>
    actions.map(action => `${service}:${action}`)

export const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`
export const gateway = (path: string) => `arn:aws:apigateway:${region}::${path}`
export const iamArn = (resource: string) => `arn:aws:iam::${account}:${resource}`
