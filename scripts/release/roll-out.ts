import { describeLive, getLive, isWhole, moveLive } from './alias.ts'
import { misfit } from './handler.ts'
import { Refusal } from './refusal.ts'
import type { Session } from './session.ts'
import { shift } from './shift.ts'
import { type SmokeTest, tried } from './smoke.ts'
import { listVersions, versionBefore } from './versions.ts'

/** `npm run release`: makes the version that `up` published live, tries it, and takes it back when it fails. */
export async function rollOut(session: Session, smokeTest?: SmokeTest): Promise<void> {
  const { stack, report } = session
  const before = stack.mode === 'canary' ? await shift(session) : await makeLive(session)
  if (!smokeTest) return report.say(`Version ${stack.functionVersion} is live; no smoke test was asked for.`)

  // Read before the test: whatever moves it meanwhile is left alone.
  const live = await getLive(session)
  const failure = await smokeTest(session)
  if (failure === undefined) {
    return report.say(`Version ${live.version} is live, and ${tried(session)}.`)
  }
  const versions = await listVersions(session)
  const back = before ?? versionBefore(versions, live.version)
  const why = back === undefined ? 'there is no earlier one to go back to' : misfit(session, versions, back)
  if (back === undefined || why !== undefined) {
    throw new Refusal(`The smoke test of version ${live.version} failed: ${failure}\nIt stays live: ${why}.`)
  }
  await moveLive(session, live, back)
  throw new Refusal(
    `The smoke test of version ${live.version} failed: ${failure}\n\`live\` is back at version ${back}.`,
  )
}

/**
 * In the mode `direct` it is `up` that moves the alias. Where a smoke test or a rollback has moved it back since, `up` has
 * nothing to do, as to its state the alias is there: so a deployment that is run again would never get any further.
 *
 * @returns the version that was live before, where it was moved
 */
async function makeLive(session: Session): Promise<string | undefined> {
  const { functionVersion } = session.stack
  const live = await getLive(session)
  if (live.version === functionVersion && isWhole(live)) return undefined
  session.report.say(
    `\`live\` was moved since: it is at ${describeLive(live)}. Version ${functionVersion}, which \`up\` published last, becomes live.`,
  )
  await moveLive(session, live, functionVersion)
  return isWhole(live) ? live.version : undefined
}
