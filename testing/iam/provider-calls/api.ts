import { arn, gateway, iamArn, type Operations, type Owner, of, on } from './call.ts'

const verb = of('apigateway')
const waf = of('wafv2')

/** Also of a domain. Not an action of AWS's reference: bootstrap/permissions/api.ts. */
export const tagging = (resource: string) => on(resource, verb('TagResource'))

/** Tags are put to a path of their own. */
export const retagging = (resource: string) => [
  ...on(gateway(`/tags/${encodeURIComponent(resource)}`), verb('PUT', 'DELETE')),
  ...on(resource, verb('TagResource', 'UntagResource')),
]

/** With the first API or domain of an account. */
export const serviceLinkedRole = () =>
  on(
    iamArn('role/aws-service-role/ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway'),
    ['iam:CreateServiceLinkedRole'],
    { 'iam:AWSServiceName': 'ops.apigateway.amazonaws.com' },
  )

export function apiCalls({ stack, name }: Owner): Record<string, Operations> {
  const api = gateway('/restapis/a1b2c3')
  const stage = `${api}/stages/${stack}`
  const deployment = `${api}/deployments/d1`
  const webAcl = arn('wafv2', 'regional/webacl/edge/0')
  const requested = { 'apigateway:Request/ApiName': name }
  const tagged = { 'aws:ResourceTag/stack': name }
  const existing = { 'apigateway:Resource/ApiName': name, ...tagged }
  return {
    'aws:apigateway/restApi:RestApi': {
      source: 'apigateway/rest_api.go',
      create: [
        ...on(gateway('/restapis'), verb('POST'), requested),
        ...tagging(gateway('/restapis')),
        ...serviceLinkedRole(),
      ],
      read: on(api, verb('GET')),
      update: [...on(api, verb('PATCH'), existing), ...retagging(api)],
      delete: on(api, verb('DELETE'), existing),
    },
    'aws:apigateway/restApiPut:RestApiPut': {
      source: 'apigateway/rest_api_put.go', // A deletion makes no call: the document stays in the API.
      create: [...on(api, verb('PUT'), { ...requested, ...existing }), ...on(api, verb('GET'))],
      read: on(api, verb('GET')),
      delete: [],
    },
    'aws:apigateway/deployment:Deployment': {
      source: 'apigateway/deployment.go',
      create: on(`${api}/deployments`, verb('POST')),
      read: on(deployment, verb('GET')),
      update: on(deployment, verb('PATCH')),
      delete: on(deployment, verb('DELETE')),
    },
    'aws:apigateway/stage:Stage': {
      source: 'apigateway/stage.go', // What logs there are is set by a change of what has been created.
      create: [
        ...on(`${api}/stages`, verb('POST')),
        ...tagging(stage),
        ...on(stage, verb('PATCH'), tagged),
        ...on(stage, verb('GET')),
      ],
      read: on(stage, verb('GET')),
      update: [...on(stage, verb('PATCH'), tagged), ...retagging(stage)],
      delete: on(stage, verb('DELETE'), tagged),
    },
    'aws:apigateway/methodSettings:MethodSettings': {
      source: 'apigateway/method_settings.go',
      create: on(stage, verb('PATCH'), tagged),
      read: on(stage, verb('GET')),
      update: on(stage, verb('PATCH'), tagged),
      delete: on(stage, verb('PATCH'), tagged),
    },
    'aws:wafv2/webAclAssociation:WebAclAssociation': {
      source: 'wafv2/web_acl_association.go',
      create: [...[stage, webAcl].flatMap(each => on(each, waf('AssociateWebACL'))), ...on(stage, verb('SetWebACL'))],
      read: [...on(stage, waf('GetWebACLForResource')), ...on(webAcl, waf('GetWebACL'))],
      delete: [...on(stage, waf('DisassociateWebACL')), ...on(stage, verb('SetWebACL'))],
    },
  }
}
