import type { Build } from './build/build.ts'
import type { Deployment } from './deployment.ts'
import type { LocalStack } from './local-stack.ts'

interface Greeted {
  stack: LocalStack
  build: Build
  deployment: Deployment
  /** The authorization server of this machine, if the stack takes access tokens. */
  issuer: string | undefined
  /** Whether the lines of instances and of the API follow. */
  logs: boolean
}

/** What a developer wants to know of a deployment that has just been made. */
export function greeting({ stack, build, deployment: { endpoint }, issuer, logs }: Greeted): string {
  const { name, config, region, token, encrypted } = stack
  const { memorySize, timeout } = config.lambda
  const secret = token === undefined ? '' : ` MCP_AUTH_TOKEN=${token}`
  const header = token === undefined ? '' : ` --header "Authorization: Bearer ${token}"`
  return [
    `Stack:       Pulumi.${name}.yaml, ${region}, ${memorySize} MB, ${timeout} s, authorization: ${config.authorization}`,
    ...encrypted.map(key => `Missing:     ${key}, which is encrypted`),
    `Functions:   ${build.description}`,
    `Endpoint:    ${endpoint}`,
    ...(token === undefined ? [] : [`Token:       ${token}, made up for this run`]),
    ...(issuer === undefined
      ? []
      : [`Issuer:      ${issuer}, in place of ${config.jwt?.issuer}: log in under any name`]),
    `Client:      MCP_SERVER_ENDPOINT=${endpoint}${secret} npm run client`,
    `Claude Code: claude mcp add --transport http serverless-mcp ${endpoint}${header}`,
    ...(logs ? [`Logs:        below, each line behind its instance's name, the API's behind access and gateway`] : []),
  ].join('\n')
}
