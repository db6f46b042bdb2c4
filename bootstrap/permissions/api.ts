import { arn, nameOf, type Permissions, type Target } from '../statement.ts'

/**
 * The REST API and its web ACL. An API's ARN holds its id, which nobody knows beforehand, so the own one is told from others
 * by its name and by the tag that the program gives API and stage, where AWS tells these: deployments have neither, and
 * `/tags` no condition, so an account for each environment is the way out.
 */
export function api(target: Target): Permissions {
  const path = (resource: string) => `arn:aws:apigateway:${target.region}::${resource}` as const
  const webAcl = arn(target, 'wafv2', 'regional/webacl/*')
  const stage = path(`/restapis/*/stages/${target.stack}`)
  const onlyOwn = {
    StringEqualsIfExists: {
      'apigateway:Request/ApiName': nameOf(target),
      'apigateway:Resource/ApiName': nameOf(target),
      'aws:ResourceTag/stack': nameOf(target),
    },
  }
  return {
    read: [
      {
        reason: 'The API, its resources, deployments and stage',
        actions: ['apigateway:GET'],
        resources: [path('/restapis/*')],
      },
      {
        reason: 'The web ACL in front of the stage. The stack names it, so which one is not known here',
        actions: ['wafv2:GetWebACLForResource', 'wafv2:GetWebACL'],
        resources: [stage, webAcl],
      },
    ],
    write: [
      {
        reason: 'Create the API, under its own name; then deployments and the stage in it',
        actions: ['apigateway:POST'],
        resources: [path('/restapis'), path('/restapis/*/deployments'), path('/restapis/*/stages')],
        condition: onlyOwn,
      },
      {
        reason: 'Put the document into the API; change and delete the API, its deployments and its stage',
        actions: ['apigateway:PUT', 'apigateway:PATCH', 'apigateway:DELETE'],
        resources: [path('/restapis/*')],
        condition: onlyOwn,
      },
      {
        reason: 'Tags, of which the ARN names the tagged resource in its escaped form',
        actions: ['apigateway:PUT', 'apigateway:DELETE'],
        resources: [path('/tags/*')],
      },
      {
        // No action of AWS's reference, and what refusals name where tags go with CreateRestApi or CreateStage: not tried.
        // https://github.com/pulumi/pulumi-aws/issues, https://github.com/hashicorp/terraform-provider-aws/issues
        reason: 'The same by the name that AWS refuses it by',
        actions: ['apigateway:TagResource', 'apigateway:UntagResource'],
        resources: [path('/restapis'), path('/restapis/*'), stage],
      },
      {
        // https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html
        reason: 'Put the web ACL in front of the stage, and take it away',
        actions: ['wafv2:AssociateWebACL', 'wafv2:DisassociateWebACL'],
        resources: [stage, webAcl],
      },
      {
        reason: "API Gateway's side of the same",
        actions: ['apigateway:SetWebACL'],
        resources: [stage],
      },
    ],
  }
}
