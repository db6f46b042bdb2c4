import { ErrorCode, WebClient } from '@slack/web-api'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/slack-web-api.ts'

const client = new WebClient('good', { slackApiUrl: `${process.env.API_URL}/slack/` })

export const load = defineTool({
  name: 'slack-web-api-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(client, ErrorCode)),
})
