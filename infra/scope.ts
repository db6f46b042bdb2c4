import type * as pulumi from '@pulumi/pulumi'

/** Where the parts of the component belong: the start of their names, and their parent. */
export interface Scope {
  /** Project and stack: `serverless-mcp-dev`. */
  name: string
  /** The folder of the stack's log groups: `/serverless-mcp/dev`. */
  logFolder: string
  /** The ARN of the policy that no role of the stack goes beyond. */
  permissionsBoundary: string | undefined
  parent: pulumi.Resource
}
