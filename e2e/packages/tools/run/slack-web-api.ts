import type { ErrorCode, WebClient } from '@slack/web-api'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(client: WebClient, code: typeof ErrorCode) {
  await http()
  const { ok, user } = await client.auth.test()
  const error = await client.auth.test({ token: 'bad' }).catch(error => error)
  return {
    client: client.constructor.name,
    answer: [ok, user],
    error: [error.code === code.PlatformError, error.data.error],
  }
}

export const run = defineTool({
  name: 'slack-web-api-run',
  description: 'Tests one token that is good and one that is not, on a loopback server.',
  async run() {
    const { ErrorCode, WebClient } = await import('@slack/web-api')
    return JSON.stringify(await check(new WebClient('good', { slackApiUrl: `${await http()}/slack/` }), ErrorCode))
  },
})
