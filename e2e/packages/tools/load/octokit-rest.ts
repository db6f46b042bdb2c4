import { Octokit } from '@octokit/rest'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/octokit-rest.ts'

const octokit = new Octokit({ baseUrl: `${process.env.API_URL}/github` })

export const load = defineTool({
  name: 'octokit-rest-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(octokit)),
})
