import { accessLogFormat } from '../../../../infra/access-log-format.ts'
import type { Context } from './context.ts'
import { compileTemplate } from './template.ts'

/**
 * Creates the stage's access log, in the deployed format: one line for each request. A value that is not there reads `-`,
 * as in the log of https://github.com/DataBiosphere/azul/issues/8192. Values are escaped, so that a line is JSON whatever
 * the caller sends (that AWS does so too is unverified).
 *
 * "API Gateway does not log the call to CloudWatch" if a token is missing or unfit:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/call-api-with-api-gateway-lambda-authorization.html. Whether
 * that is said of this log too is unverified; here such a call has its line.
 */
export function createAccessLog(write: (line: string) => void): (context: Context) => void {
  const render = compileTemplate(JSON.stringify(accessLogFormat), {
    scope: 'the access log',
    where: 'infra/access-log-format.ts',
    missing: '-',
    encode: value => JSON.stringify(value).slice(1, -1),
  })
  return context => write(render(context))
}
