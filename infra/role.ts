import * as aws from '@pulumi/aws'
import type { Scope } from './scope.ts'

/** The services of AWS that take on a role of a stack's. The policies refuse any other. */
export type Service = 'lambda.amazonaws.com' | 'apigateway.amazonaws.com' | 'codedeploy.amazonaws.com'

/**
 * A role that a service of AWS's takes on. It may do no more than the stack's permissions boundary, if there is one: in an
 * account that `bootstrap/` has prepared, who deploys may make no other role.
 *
 * A role that another service is to take on is another role: so nobody who deploys has to be able to open one that exists.
 */
export function createRole({ name, permissionsBoundary, parent }: Scope, id: string, service: Service, opts = {}) {
  return new aws.iam.Role(
    `${name}-${id}`,
    { assumeRolePolicy: trust(service), ...(permissionsBoundary !== undefined && { permissionsBoundary }) },
    { parent, replaceOnChanges: ['assumeRolePolicy'], ...opts },
  )
}

function trust(service: Service): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  })
}
