import type { Octokit } from '@octokit/rest'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(octokit: Octokit) {
  await http()
  const { data, headers } = await octokit.repos.get({ owner: 'nodejs', repo: 'node' })
  const issues = await octokit.paginate(octokit.issues.listForRepo, { owner: 'nodejs', repo: 'node' })
  const error = await octokit.repos.get({ owner: 'nodejs', repo: 'none' }).catch(error => error)
  return {
    name: data.full_name,
    type: headers['content-type'],
    pages: issues.map(({ number }) => number),
    error: [error.name, error.constructor.name, error.status],
    octokit: octokit.constructor.name,
  }
}

export const run = defineTool({
  name: 'octokit-rest-run',
  description: 'Reads a repository and two pages of issues from a loopback server.',
  async run() {
    const { Octokit } = await import('@octokit/rest')
    return JSON.stringify(await check(new Octokit({ baseUrl: `${await http()}/github` })))
  },
})
