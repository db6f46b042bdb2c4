import { GetFunctionCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda'
import { getLive, type Live, percent, share } from './alias.ts'
import { isNamed } from './aws-error.ts'
import type { Session } from './session.ts'

export interface Version {
  number: string
  /** Of the publication, as Lambda writes it: `2026-08-22T12:01:12.000+0000`. */
  published: string
  /** What answers, as the image's command names it: `app.handler`, `app.stream`. */
  handler?: string
}

/** The published versions, newest first. */
export async function listVersions({ lambda, stack }: Session): Promise<Version[]> {
  const versions: Version[] = []
  let Marker: string | undefined
  do {
    const page = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName: stack.functionName, Marker }))
    for (const { Version, LastModified, ImageConfigResponse } of page.Versions ?? []) {
      const handler = ImageConfigResponse?.ImageConfig?.Command?.[0]
      // `$LATEST` is what the next version is published from.
      if (!Version || Version === '$LATEST') continue
      versions.push({ number: Version, published: LastModified ?? '', ...(handler !== undefined && { handler }) })
    }
    Marker = page.NextMarker
  } while (Marker)
  return versions.sort((a, b) => Number(b.number) - Number(a.number))
}

/** The newest of these that is older. */
export function versionBefore(versions: Version[], version: string): string | undefined {
  return versions.find(({ number }) => Number(number) < Number(version))?.number
}

const SHOWN = 10

/** `npm run release -- list`. */
export async function printVersions(session: Session): Promise<void> {
  const { say } = session.report
  const [live, versions] = await Promise.all([getLive(session), listVersions(session)])
  // One that is live is shown, however old it is.
  const shown = versions.filter(({ number }, index) => index < SHOWN || share(live, number) > 0)
  const digests = await Promise.all(shown.map(({ number }) => imageDigest(session, number)))
  say(row('VERSION', 'PUBLISHED', 'IMAGE', 'LIVE'))
  for (const [index, version] of shown.entries()) say(describe(version, digests[index] ?? '', live))
  if (shown.length < versions.length) say(`and ${versions.length - shown.length} more`)
}

function describe({ number, published }: Version, digest: string, live: Live): string {
  const time = new Date(published)
  const when = Number.isNaN(time.getTime()) ? published : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const part = share(live, number)
  return row(number, when, digest, part > 0 ? percent(part) : '')
}

function row(version: string, when: string, image: string, live: string): string {
  return `${version.padEnd(9)}${when.padEnd(22)}${image.padEnd(22)}${live}`.trimEnd()
}

/** The start of it, as Docker shortens them. The list goes without where GetFunction is not allowed. */
async function imageDigest({ lambda, stack }: Session, version: string): Promise<string> {
  try {
    const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: stack.functionName, Qualifier: version }))
    return /sha256:[0-9a-f]{12}/.exec(Code?.ResolvedImageUri ?? '')?.[0] ?? ''
  } catch (error) {
    if (isNamed(error, 'AccessDeniedException')) return ''
    throw error
  }
}
