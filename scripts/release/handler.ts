import type { Session } from './session.ts'
import type { Version } from './versions.ts'

/**
 * Why a version cannot be gone back to, if it cannot: it answers in another way than the API asks, which is the way of the
 * version that `up` published last. One answers whole, the other as it writes (`mcp:streaming`); the API takes neither for
 * the other. A version whose handler Lambda does not tell is taken for fitting.
 */
export function misfit({ stack }: Session, versions: Version[], target: string): string | undefined {
  const handlerOf = (wanted: string) => versions.find(({ number }) => number === wanted)?.handler
  const [asked, given] = [handlerOf(stack.functionVersion), handlerOf(target)]
  if (asked === undefined || given === undefined || asked === given) return undefined
  return (
    `version ${target} answers by ${given}, and the API asks for ${asked}, as version ${stack.functionVersion} has it ` +
    '(mcp:streaming): revert the change of that key, and deploy'
  )
}
