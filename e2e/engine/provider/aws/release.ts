import type { Kind } from '../kind.ts'
import { account, regionOf, uuid } from './account.ts'

export const release: Record<string, Kind> = {
  // deploy/app.go
  'aws:codedeploy/application:Application': {
    replaces: ['computePlatform'],
    id: ({ inputs }) => String(inputs.name),
    taken: 'ApplicationAlreadyExistsException: Application already exists',
    outputs: resource => ({
      arn: `arn:aws:codedeploy:${regionOf(resource)}:${account}:application:${resource.inputs.name}`,
      applicationId: uuid(resource),
    }),
  },
  // deploy/deployment_group.go
  'aws:codedeploy/deploymentGroup:DeploymentGroup': {
    replaces: ['appName'],
    id: ({ inputs }) => `${inputs.appName}:${inputs.deploymentGroupName}`,
    taken: 'DeploymentGroupAlreadyExistsException: Deployment group name already exists',
    create({ inputs, cloud }) {
      const alarms = (inputs.alarmConfiguration as { alarms?: string[] } | undefined)?.alarms ?? []
      for (const alarm of alarms)
        if (!cloud.find('aws:cloudwatch/metricAlarm:MetricAlarm', alarm))
          throw new Error(`InvalidAlarmConfigException: The alarm ${alarm} does not exist`)
    },
  },
}
