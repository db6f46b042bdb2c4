import { describeLive, getLive, isWhole, moveLive } from './alias.ts'
import { misfit } from './handler.ts'
import { Refusal } from './refusal.ts'
import { command, type Session } from './session.ts'
import { shift } from './shift.ts'
import { type SmokeTest, tried } from './smoke.ts'
import { listVersions, versionBefore } from './versions.ts'

/** `npm run release`: makes the version that `up` published live, tries it, and takes it back when it fails. */
export async function rollOut(session: Session, smokeTest?: SmokeTest): Promise<void> {
  const { stack, report } = session
  const before = stack.mode === 'canary' ? await shift(session) : await requireLive(session)
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

/** In the mode `direct` it is `up` that moves the alias. It does not where it believes that the alias is there. */
async function requireLive(session: Session): Promise<undefined> {
  const { name, functionVersion } = session.stack
  const live = await getLive(session)
  if (live.version === functionVersion && isWhole(live)) return
  throw new Refusal(
    `\`live\` is at ${describeLive(live)}, not at version ${functionVersion}, which \`up\` published last: it was moved ` +
      `since. To release version ${functionVersion} after all: npx pulumi up --refresh --stack ${name}, then ` +
      `${command(session)}`,
  )
}
