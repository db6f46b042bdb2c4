import { GetAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda'
import { isNamed } from './aws-error.ts'
import { Refusal } from './refusal.ts'
import { command, type Session } from './session.ts'

/** Where `live` points. */
export interface Live {
  /** The version that gets what the weights leave. */
  version: string
  /** Shares of other versions, from 0 to 1. Empty but during a shift. */
  weights: Record<string, number>
  revisionId: string | undefined
}

export async function getLive({ lambda, stack }: Session): Promise<Live> {
  const { functionName, aliasName } = stack
  const alias = await lambda.send(new GetAliasCommand({ FunctionName: functionName, Name: aliasName }))
  return {
    version: alias.FunctionVersion ?? '',
    weights: alias.RoutingConfig?.AdditionalVersionWeights ?? {},
    revisionId: alias.RevisionId,
  }
}

/** Gives one version all of the traffic, unless the alias has been changed since it was read. */
export async function moveLive(session: Session, live: Live, version: string): Promise<void> {
  const { stack, lambda } = session
  try {
    await lambda.send(
      new UpdateAliasCommand({
        FunctionName: stack.functionName,
        Name: stack.aliasName,
        FunctionVersion: version,
        // Left out, it would keep the weights.
        RoutingConfig: { AdditionalVersionWeights: {} },
        RevisionId: live.revisionId,
      }),
    )
  } catch (error) {
    if (!isNamed(error, 'PreconditionFailedException')) throw error
    throw new Refusal(
      `\`live\` was changed by somebody else just now, and is left so: \`${command(session, 'list')}\` shows where it is.`,
    )
  }
}

export function isWhole({ weights }: Live): boolean {
  return Object.keys(weights).length === 0
}

/** A version's share of the traffic, from 0 to 1. */
export function share(live: Live, version: string): number {
  const others = Object.values(live.weights).reduce((sum, weight) => sum + weight, 0)
  return live.weights[version] ?? (version === live.version ? 1 - others : 0)
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** `version 4`, and during a shift `version 4 (90 %) and version 5 (10 %)`. */
export function describeLive(live: Live): string {
  if (isWhole(live)) return `version ${live.version}`
  return [live.version, ...Object.keys(live.weights)]
    .map(version => `version ${version} (${percent(share(live, version))})`)
    .join(' and ')
}
