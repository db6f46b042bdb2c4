import { beforeAll, describe, expect, test } from 'vitest'
import { allows, type Call } from '../testing/iam/allows.ts'
import { account, type Bootstrap, bootstrap, region, type Statement } from '../testing/pulumi/mocked-bootstrap.ts'

// The ways from a role that deploys to an administrator: https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation

const stacks = ['dev', 'qas', 'prod']
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`
const boundaryOf = (stack: string) => iam(`policy/github/serverless-mcp-${stack}-boundary`)
const codeDeploy = 'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited'
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess'

let given: Bootstrap
beforeAll(async () => {
  given = await bootstrap()
})

describe.each(stacks)('who deploys %s', stack => {
  const role = iam(`role/serverless-mcp-${stack}-server-1234567`)
  const own = boundaryOf(stack)
  const call = (action: string, context: Call['context'] = {}, resource = role): Call => ({ action, resource, context })
  const may = (asked: Call) => allows(given.statements(`serverless-mcp-${stack}-deploy`), asked)

  test.each<Call>([
    call('iam:CreateRole', { 'iam:PermissionsBoundary': own }),
    call('iam:PutRolePermissionsBoundary', { 'iam:PermissionsBoundary': own }),
    call('iam:PutRolePolicy', { 'iam:PermissionsBoundary': own }),
    call('iam:AttachRolePolicy', { 'iam:PermissionsBoundary': own, 'iam:PolicyARN': codeDeploy }),
    call('iam:DetachRolePolicy', { 'iam:PermissionsBoundary': own, 'iam:PolicyARN': codeDeploy }),
    // Of a role that was made before there was a boundary.
    call('iam:DeleteRolePolicy'),
    call('iam:DeleteRole'),
    call('iam:PassRole', { 'iam:PassedToService': 'lambda.amazonaws.com' }),
    call('iam:PassRole', { 'iam:PassedToService': 'codedeploy.amazonaws.com' }),
  ])('may $action within its boundary: $context', asked => {
    expect(may(asked)).toBe(true)
  })

  test.each<[string, Call]>([
    ['a role without a boundary', call('iam:CreateRole')],
    ['one with that of another stack', call('iam:CreateRole', { 'iam:PermissionsBoundary': boundaryOf('test') })],
    ['one with a boundary that allows all', call('iam:CreateRole', { 'iam:PermissionsBoundary': administrator })],
    ['a wider boundary', call('iam:PutRolePermissionsBoundary', { 'iam:PermissionsBoundary': administrator })],
    ['no boundary any more', call('iam:DeleteRolePermissionsBoundary', { 'iam:PermissionsBoundary': own })],
    ['rights of a role without one', call('iam:PutRolePolicy')],
    [
      "AWS's policy of administrators",
      call('iam:AttachRolePolicy', { 'iam:PermissionsBoundary': own, 'iam:PolicyARN': administrator }),
    ],
    ['a policy of a role without one', call('iam:AttachRolePolicy', { 'iam:PolicyARN': codeDeploy })],
    ['whom a role trusts', call('iam:UpdateAssumeRolePolicy')],
    ['the boundary itself', call('iam:CreatePolicyVersion', {}, own)],
    ['which version of it counts', call('iam:SetDefaultPolicyVersion', {}, own)],
    ['the boundary away', call('iam:DeletePolicy', {}, own)],
    ['its own rights', call('iam:PutRolePolicy', {}, iam(`role/github/serverless-mcp-${stack}-deploy-1234567`))],
    [
      'its own trust',
      call('iam:UpdateAssumeRolePolicy', {}, iam(`role/github/serverless-mcp-${stack}-deploy-1234567`)),
    ],
    [
      'a role of another stack',
      call('iam:CreateRole', { 'iam:PermissionsBoundary': own }, iam('role/serverless-mcp-test-server-1234567')),
    ],
    ['a machine that takes on a role', call('iam:PassRole', { 'iam:PassedToService': 'ec2.amazonaws.com' })],
    ['a user', call('iam:CreateUser', {}, iam('user/me'))],
    ['the key of a user', call('iam:CreateAccessKey', {}, iam('user/me'))],
    ['a password of one', call('iam:CreateLoginProfile', {}, iam('user/me'))],
    ['a group', call('iam:AddUserToGroup', {}, iam('group/administrators'))],
    ['a role by itself', call('sts:AssumeRole', {}, role)],
  ])('cannot come by %s', (_what, asked) => {
    expect(may(asked)).toBe(false)
  })

  test('may give its functions logs, traces and what the tools need, and no more, whatever it says of a role', () => {
    const policy = given
      .all('aws:iam/policy:Policy')
      .find(({ name }) => name === `serverless-mcp-${stack}-boundary`)?.inputs
    expect(policy).toMatchObject({ name: `serverless-mcp-${stack}-boundary`, path: '/github/' })
    const { Statement: statements } = JSON.parse(String(policy?.policy)) as { Statement: Statement[] }
    const bound = (action: string, resource: string) => allows(statements, { action, resource })
    const log = (of: string) => `arn:aws:logs:${region}:${account}:log-group:/serverless-mcp/${of}/server:log-stream:a`
    expect(bound('logs:PutLogEvents', log(stack))).toBe(true)
    expect(bound('logs:PutLogEvents', log('test'))).toBe(false)
    expect(bound('xray:PutTraceSegments', '*')).toBe(true)
    expect(
      bound('lambda:UpdateAlias', `arn:aws:lambda:${region}:${account}:function:serverless-mcp-${stack}-x:live`),
    ).toBe(true)
    for (const action of ['iam:PassRole', 'sts:AssumeRole', 'lambda:UpdateFunctionCode', 's3:GetObject', 'kms:Decrypt'])
      expect([action, bound(action, '*'), bound(action, role)]).toEqual([action, false, false])
  })
})
