import { StopDeploymentCommand } from '@aws-sdk/client-codedeploy'
import { describeLive, getLive, isWhole, type Live, moveLive } from './alias.ts'
import { isNamed } from './aws-error.ts'
import { runningShift, type Shift } from './deployments.ts'
import { misfit } from './handler.ts'
import { Refusal } from './refusal.ts'
import { command, type Session } from './session.ts'
import { listVersions, type Version, versionBefore } from './versions.ts'
import { waitForEnd, waitForRollback } from './waiting.ts'

/** `npm run release -- rollback [VERSION]`: moves `live`, and builds nothing. */
export async function rollback(session: Session, wanted?: string): Promise<void> {
  const { stack, report } = session
  const versions = await listVersions(session)
  if (wanted !== undefined) requireVersion(session, versions, wanted)
  const shift = stack.mode === 'canary' ? await runningShift(session) : undefined
  if (shift) await stop(session, shift)

  const live = await getLive(session)
  const version = wanted ?? destination(versions, live, shift)
  const there = live.version === version && isWhole(live)
  if (there && !shift) throw new Refusal(`\`live\` is at version ${version} already: there is nothing to roll back.`)
  const why = there ? undefined : misfit(session, versions, version)
  if (why) throw new Refusal(`\`live\` stays at ${describeLive(live)}: ${why}.`)
  if (!there) await moveLive(session, live, version)
  report.say(`\`live\` is back at version ${version}${there ? '' : `, from ${describeLive(live)}`}.`)
}

function requireVersion(session: Session, versions: Version[], version: string): void {
  const numbers = versions.map(({ number }) => number)
  if (numbers.includes(version)) return
  const newest = numbers.slice(0, 5).join(', ') || 'none'
  const list = command(session, 'list')
  throw new Refusal(
    `There is no version ${version} of ${session.stack.functionName} (newest: ${newest}): see \`${list}\`.`,
  )
}

/** Where one goes back to without saying: to where the shift began, or to the version before. */
function destination(versions: Version[], live: Live, shift: Shift | undefined): string {
  if (shift && !shift.isRollback && shift.from !== undefined) return shift.from
  if (shift || !isWhole(live)) return live.version
  const before = versionBefore(versions, live.version)
  if (before !== undefined) return before
  throw new Refusal(`\`live\` is at version ${live.version}, and there is no earlier one to go back to.`)
}

/** With CodeDeploy's own rollback: without it the weights would stay, and the next shift would fail. */
async function stop(session: Session, { id, to, isRollback }: Shift): Promise<void> {
  if (isRollback) {
    session.report.say(`CodeDeploy is undoing a release already (${id}): waiting for it.`)
    await waitForEnd(session, id)
    return
  }
  session.report.say(`Stopping the shift to version ${to ?? 'unknown'} (${id}), which CodeDeploy then undoes.`)
  try {
    await session.codedeploy.send(new StopDeploymentCommand({ deploymentId: id, autoRollbackEnabled: true }))
  } catch (error) {
    if (!isNamed(error, 'DeploymentAlreadyCompletedException')) throw error
  }
  const ended = await waitForEnd(session, id)
  if (ended.status !== 'Succeeded') await waitForRollback(session, id, ended)
}
