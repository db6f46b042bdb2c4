import type * as pulumi from '@pulumi/pulumi'

/** One thing that the server function may do. */
export interface Statement {
  /** `service:Action`; the policies refuse `*` in it. */
  actions: [string, ...string[]]
  /** ARNs; the policies refuse `*` alone. */
  resources: [pulumi.Input<string>, ...pulumi.Input<string>[]]
}

/**
 * What your tools may do in AWS, beyond writing logs and traces: nothing, as shipped. For example:
 *
 *     { actions: ['dynamodb:GetItem'], resources: ['arn:aws:dynamodb:ap-southeast-2:123456789012:table/reports'] },
 *     { actions: ['secretsmanager:GetSecretValue'], resources: ['arn:aws:secretsmanager:…:secret:reports-key-AbCdEf'] },
 *
 * Where `bootstrap/` has prepared the account, an administrator runs it again after a change here: docs/delivery.md.
 *
 * The second reads a secret when a tool runs: its ARN may stand in `mcp:lambda.environment`, the secret itself may not.
 */
export const permissions: Statement[] = []
