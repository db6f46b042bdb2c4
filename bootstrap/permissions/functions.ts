import { arn, nameOf, type Permissions, type Target } from '../statement.ts'

/** Both functions, their versions and aliases. */
export function functions(target: Target): Permissions {
  // Versions and aliases stand behind the name: `serverless-mcp-dev-server-1a2b3c4:live`.
  const own = arn(target, 'lambda', `function:${nameOf(target)}-*`)
  return {
    read: [
      {
        reason: 'Functions, versions, aliases, concurrency and who may invoke',
        actions: [
          'lambda:GetFunction',
          'lambda:GetFunctionConfiguration',
          'lambda:GetPolicy',
          'lambda:GetAlias',
          'lambda:GetProvisionedConcurrencyConfig',
          'lambda:ListVersionsByFunction',
          'lambda:ListTags',
        ],
        resources: [own],
      },
    ],
    write: [
      {
        reason: 'Create, change, publish and delete; and what a release and a rollback do: move the alias',
        actions: [
          'lambda:CreateFunction',
          'lambda:UpdateFunctionCode',
          'lambda:UpdateFunctionConfiguration',
          'lambda:PublishVersion',
          'lambda:DeleteFunction',
          'lambda:TagResource',
          'lambda:UntagResource',
          'lambda:CreateAlias',
          'lambda:UpdateAlias',
          'lambda:DeleteAlias',
          'lambda:PutFunctionConcurrency',
          'lambda:DeleteFunctionConcurrency',
          'lambda:PutProvisionedConcurrencyConfig',
          'lambda:DeleteProvisionedConcurrencyConfig',
        ],
        resources: [own],
      },
      {
        reason: 'Let API Gateway invoke them, and nobody else',
        actions: ['lambda:AddPermission', 'lambda:RemovePermission'],
        resources: [own],
        condition: { StringEquals: { 'lambda:Principal': 'apigateway.amazonaws.com' } },
      },
    ],
  }
}
