import {
  CreateDeploymentCommand,
  type DeploymentInfo,
  GetDeploymentCommand,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy'
import { parse } from 'yaml'
import { isNamed } from './aws-error.ts'
import { Refusal } from './refusal.ts'
import { command, type Session } from './session.ts'

/** A deployment of CodeDeploy's: one shift of `live` from a version to another. */
export interface Shift {
  id: string
  /** Undefined where the deployment does not say, as one that was not started from here may not. */
  from: string | undefined
  to: string | undefined
  /** Whether CodeDeploy started it itself, to undo another. */
  isRollback: boolean
}

/** The deployment group's name in `infra/release.ts`. */
const deploymentGroupName = 'live'

/** What CodeDeploy answers where `up` has not yet created its part. */
const missing = ['ApplicationDoesNotExistException', 'DeploymentGroupDoesNotExistException']

/** The shift that is going on, if any. */
export async function runningShift({ stack, codedeploy }: Session): Promise<Shift | undefined> {
  const filter = new ListDeploymentsCommand({
    applicationName: stack.application,
    deploymentGroupName,
    includeOnlyStatuses: ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'],
  })
  let id: string | undefined
  try {
    // A group has one at most: https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html
    id = (await codedeploy.send(filter)).deployments?.[0]
  } catch (error) {
    if (!isNamed(error, ...missing)) throw error
  }
  if (id === undefined) return undefined
  const { creator, revision } = await getDeployment({ codedeploy }, id)
  const content = revision?.appSpecContent?.content ?? revision?.string?.content
  return { id, ...readAppSpec(content), isRollback: creator === 'codeDeployRollback' }
}

export async function startShift(session: Session, from: string, to: string): Promise<Shift> {
  const { stack, codedeploy } = session
  const content = appSpec(stack.functionName, stack.aliasName, from, to)
  try {
    const { deploymentId } = await codedeploy.send(
      new CreateDeploymentCommand({
        applicationName: stack.application,
        deploymentGroupName,
        description: `Version ${from} to version ${to}`,
        revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
      }),
    )
    return { id: deploymentId ?? '', from, to, isRollback: false }
  } catch (error) {
    if (isNamed(error, ...missing)) {
      throw new Refusal(
        `CodeDeploy has no application ${stack.application}: \`mcp:release: canary\` needs an \`up\` first.`,
      )
    }
    // "The Deployment Group 'live' already has an active Deployment 'd-ID'": it began after we looked.
    if (!isNamed(error, 'DeploymentLimitExceededException')) throw error
    throw new Refusal(
      `Another release has begun just now (${error.message}): when it is done, \`${command(session)}\`.`,
    )
  }
}

export async function getDeployment({ codedeploy }: Pick<Session, 'codedeploy'>, id: string): Promise<DeploymentInfo> {
  const { deploymentInfo } = await codedeploy.send(new GetDeploymentCommand({ deploymentId: id }))
  return deploymentInfo ?? {}
}

/**
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html. Its version is
 * exactly 0.0, as a number, of which JSON.stringify would make 0.
 */
function appSpec(functionName: string, aliasName: string, from: string, to: string): string {
  const Properties = { Name: functionName, Alias: aliasName, CurrentVersion: from, TargetVersion: to }
  return `{"version":0.0,"Resources":${JSON.stringify([{ server: { Type: 'AWS::Lambda::Function', Properties } }])}}`
}

/** From JSON as from YAML, which JSON is a part of. */
function readAppSpec(content = ''): Pick<Shift, 'from' | 'to'> {
  try {
    const { Resources } = parse(content) as { Resources: Record<string, { Properties: Record<string, unknown> }>[] }
    const { CurrentVersion, TargetVersion } = Object.values(Resources[0] ?? {})[0]?.Properties ?? {}
    if (CurrentVersion !== undefined && TargetVersion !== undefined) {
      return { from: String(CurrentVersion), to: String(TargetVersion) }
    }
  } catch {}
  return { from: undefined, to: undefined }
}
