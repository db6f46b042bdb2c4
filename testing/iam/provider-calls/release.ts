import { arn, iamArn, type Operations, type Owner, of, on } from './call.ts'
import { passRole } from './functions.ts'

const codeDeploy = of('codedeploy')

export function releaseCalls({ name }: Owner): Record<string, Operations> {
  const application = arn('codedeploy', `application:${name}`)
  const group = arn('codedeploy', `deploymentgroup:${name}/live`)
  const role = passRole(iamArn(`role/${name}-release-1234567`), 'codedeploy.amazonaws.com')
  const tags = codeDeploy('TagResource', 'UntagResource')
  return {
    'aws:codedeploy/application:Application': {
      source: 'codedeploy/app.go',
      create: on(application, codeDeploy('CreateApplication', 'TagResource')),
      read: on(application, codeDeploy('GetApplication', 'ListTagsForResource')),
      update: on(application, [...codeDeploy('UpdateApplication'), ...tags]),
      delete: on(application, codeDeploy('DeleteApplication')),
    },
    'aws:codedeploy/deploymentGroup:DeploymentGroup': {
      source: 'codedeploy/deployment_group.go',
      create: [...on(group, codeDeploy('CreateDeploymentGroup', 'TagResource')), ...role],
      read: on(group, codeDeploy('GetDeploymentGroup', 'ListTagsForResource')),
      update: [...on(group, [...codeDeploy('UpdateDeploymentGroup'), ...tags]), ...role],
      delete: on(group, codeDeploy('DeleteDeploymentGroup')),
    },
  }
}
