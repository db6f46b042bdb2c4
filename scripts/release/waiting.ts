import type { DeploymentInfo, DeploymentStatus } from '@aws-sdk/client-codedeploy'
import { getDeployment } from './deployments.ts'
import type { Session } from './session.ts'

const PAUSE_MS = 5_000

/** How often to look for the rollback of a deployment that has failed; CodeDeploy begins it within seconds. */
const LOOKS = 6

const over = new Set<DeploymentStatus | undefined>(['Succeeded', 'Failed', 'Stopped'])

/** Waits until a deployment of CodeDeploy's is over; `meanwhile` is called with what it is until then. */
export async function waitForEnd(
  session: Session,
  id: string,
  meanwhile?: (info: DeploymentInfo) => Promise<void>,
): Promise<DeploymentInfo> {
  for (;;) {
    const info = await getDeployment(session, id)
    if (over.has(info.status)) return info
    await meanwhile?.(info)
    await session.clock.sleep(PAUSE_MS)
  }
}

/**
 * Waits until CodeDeploy has undone a deployment that failed or was stopped, which is a deployment of its own:
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html
 */
export async function waitForRollback(session: Session, id: string, ended: DeploymentInfo): Promise<void> {
  let info = ended
  for (let look = 0; look < LOOKS && !info.rollbackInfo; look++) {
    await session.clock.sleep(PAUSE_MS)
    info = await getDeployment(session, id)
  }
  const rollback = info.rollbackInfo?.rollbackDeploymentId
  if (rollback) await waitForEnd(session, rollback)
}
