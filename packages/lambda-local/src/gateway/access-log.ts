import type { Context } from './context.ts'
import { compileTemplate } from './template.ts'

export interface AccessLog {
  /**
   * The line's values by their keys, as `{ status: '$context.status' }`:
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
   */
  format: Record<string, string>
  /** Takes each line. */
  write(line: string): void
}

/**
 * Creates the stage's access log: one line of JSON for each request. A value that is not there reads `-`,
 * as in the log of https://github.com/DataBiosphere/azul/issues/8192. Values are escaped, so that a line is JSON whatever
 * the caller sends (that AWS does so too is unverified).
 *
 * "API Gateway does not log the call to CloudWatch" if a token is missing or unfit:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/call-api-with-api-gateway-lambda-authorization.html. Whether
 * that is said of this log too is unverified; here such a call has its line.
 */
export function createAccessLog({ format, write }: AccessLog): (context: Context) => void {
  const render = compileTemplate(JSON.stringify(format), {
    scope: 'the access log',
    where: 'accessLog.format',
    missing: '-',
    encode: value => JSON.stringify(value).slice(1, -1),
  })
  return context => write(render(context))
}
