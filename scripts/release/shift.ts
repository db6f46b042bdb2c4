import type { DeploymentInfo } from '@aws-sdk/client-codedeploy'
import { describeLive, getLive, isWhole, moveLive, percent, share } from './alias.ts'
import { isNamed } from './aws-error.ts'
import { runningShift, type Shift, startShift } from './deployments.ts'
import { Refusal } from './refusal.ts'
import { command, type Session } from './session.ts'
import { waitForEnd, waitForRollback } from './waiting.ts'

/**
 * Has CodeDeploy move `live` to the version that `up` published, and follows it to its end.
 *
 * @returns the version that was live before; undefined when there was nothing to shift
 * @throws {Refusal} when the shift was stopped, with the alarm that stopped it
 */
export async function shift(session: Session): Promise<string | undefined> {
  const to = session.stack.functionVersion
  const current = (await takeUp(session, to)) ?? (await start(session, to))
  if (current === undefined) return undefined
  const ended = await follow(session, current.id, to)
  if (ended.status !== 'Succeeded') return giveUp(session, current.id, ended)
  session.report.say(`Version ${to} has all of the traffic.`)
  return current.from
}

/** The shift that an interrupted run left behind. */
async function takeUp(session: Session, to: string): Promise<Shift | undefined> {
  const running = await runningShift(session)
  if (running === undefined) return undefined
  const again = command(session)
  if (running.isRollback) {
    throw new Refusal(`CodeDeploy is still undoing another release (${running.id}): when it is done, \`${again}\`.`)
  }
  if (running.to !== to) {
    const other = running.to === undefined ? 'another release' : `version ${running.to}`
    throw new Refusal(
      `Two releases at once: ${other} is on its way (${running.id}), so version ${to} has to wait. When it is done, ` +
        `\`${again}\`; to stop it, \`${command(session, 'rollback')}\`.`,
    )
  }
  session.report.say(`CodeDeploy is shifting \`live\` to version ${to} already (${running.id}): resumed.`)
  return running
}

async function start(session: Session, to: string): Promise<Shift | undefined> {
  const { say } = session.report
  const live = await getLive(session)
  if (!isWhole(live)) {
    // CodeDeploy fails on an alias with weights, as a deployment that was stopped by hand leaves it:
    // https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments-lambda.html
    say(
      `\`live\` is at ${describeLive(live)}, left so by a shift that was stopped: back to version ${live.version} first.`,
    )
    await moveLive(session, live, live.version)
  }
  if (live.version === to) {
    say(`Nothing to shift: \`live\` is at version ${to}.`)
    return undefined
  }
  const started = await startShift(session, live.version, to)
  say(`CodeDeploy shifts \`live\` from version ${live.version} to version ${to} (${started.id}).`)
  return started
}

async function follow(session: Session, id: string, to: string): Promise<DeploymentInfo> {
  const { clock, report } = session
  let part: string | undefined
  let since = 0
  const show = async ({ status, startTime }: DeploymentInfo) => {
    const now = percent(share(await getLive(session), to))
    // Where it is taken up half way, the present part began with the shift, as far as one can tell.
    if (now !== part) since = part === undefined ? (startTime?.getTime() ?? clock.now()) : clock.now()
    part = now
    const minutes = Math.floor(Math.max(0, clock.now() - since) / 60_000)
    const seconds = Math.floor((Math.max(0, clock.now() - since) % 60_000) / 1_000)
    const line = `${id} ${status}: version ${to} has ${part} of the traffic, for ${minutes} min ${seconds} s`
    report.progress(line, `${part} ${minutes}`)
  }
  try {
    return await waitForEnd(session, id, show)
  } catch (error) {
    if (!isNamed(error, 'AbortError')) throw error
    throw new Refusal(`CodeDeploy goes on with the shift (${id}). To resume it: ${command(session)}`, 130)
  }
}

async function giveUp(session: Session, id: string, ended: DeploymentInfo): Promise<never> {
  session.report.say(`The shift was stopped (${id}): ${reason(ended)}.`)
  await waitForRollback(session, id, ended)
  const live = await getLive(session)
  const state = isWhole(live)
    ? `\`live\` is at version ${live.version}.`
    : `\`live\` was left at ${describeLive(live)}: \`${command(session, 'rollback')}\` removes the weights.`
  throw new Refusal(`Version ${session.stack.functionVersion} is not released: ${reason(ended)}. ${state}`)
}

function reason({ errorInformation, rollbackInfo }: DeploymentInfo): string {
  const { code, message } = errorInformation ?? {}
  // "…, and the affected deployments have been stopped. Activated alarms: <one> <another>"
  const alarms = [...(message?.split('Activated alarms:')[1] ?? '').matchAll(/<([^>]+)>/g)].map(([, name]) => name)
  if (code === 'ALARM_ACTIVE' && alarms.length > 0) {
    return `the ${alarms.length > 1 ? 'alarms' : 'alarm'} ${alarms.join(' and ')} went off`
  }
  if (code === 'MANUAL_STOP') return 'somebody stopped it'
  if (message) return `${code}, ${message.replace(/\.$/, '')}`
  return rollbackInfo?.rollbackMessage?.replace(/\.$/, '') ?? 'CodeDeploy gives no reason'
}
