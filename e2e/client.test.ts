import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTokenVerifier } from '../app/auth/verifiers/token.ts'
import { createMcp } from '../app/mcp/create-mcp.ts'
import { defineTool } from '../app/mcp/tool.ts'
import { serverInfo } from '../app/server-info.ts'
import { node } from '../testing/processes.ts'
import { http, lambda, listen } from './transports.ts'

const client = (MCP_SERVER_ENDPOINT: string, MCP_AUTH_TOKEN?: string, args: string[] = []) =>
  node(['client/client.ts', ...args], { MCP_SERVER_ENDPOINT, MCP_AUTH_TOKEN, NO_COLOR: '1' }).ended

const digest = createHash('sha256').update('good_access_token').digest('hex')

async function unusedUrl(): Promise<string> {
  await using server = await listen(() => {})
  return server.url
}

test.each([
  ['http', http],
  ['lambda', lambda],
])('over %s it prints its four lines', async (_name, start) => {
  await using server = await start()
  const { code, stdout } = await client(`${server.url}/mcp`)
  expect(code).toBe(0)
  expect(stdout).toMatch(
    new RegExp(
      `^Connecting ENDPOINT_URL=${server.url}/mcp\nconnected\nlistTools response: {2}\\{[\\s\\S]+?name: 'ping'[\\s\\S]+\n` +
        `callTool:countdown response: {2}\\{ content: \\[ \\{ type: 'text', text: 'Counted down from 3.' \\} \\] \\}\n$`,
    ),
  )
})

test('it calls the tool that is named, with its arguments', async () => {
  await using server = await http()
  const { code, stdout } = await client(`${server.url}/mcp`, undefined, [
    '--tool',
    'ping',
    '--arguments',
    '{"message":"hi"}',
  ])
  expect(stdout).toContain("callTool:ping response:  { content: [ { type: 'text', text: 'pong: hi' } ] }")
  expect(code).toBe(0)
})

test.each([
  ['no tool at all', []],
  ['none that it may try', [defineTool({ name: 'wipe', description: 'Wipes.', run: () => 'wiped' })]],
])('where there is %s it calls none, and that is no failure', async (_what, tools) => {
  await using server = await http({ mcp: createMcp({ info: serverInfo, tools }) })
  const { code, stdout, stderr } = await client(`${server.url}/mcp`)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^No tool is called: .+\n$/m)
  expect(stdout).not.toContain('callTool')
})

test('an error of the tool that was named is a failure', async () => {
  await using server = await http()
  const { code, stderr } = await client(`${server.url}/mcp`, undefined, ['--tool', 'none-of-this-name'])
  expect(code).toBe(1)
  expect(stderr).toContain('none-of-this-name')
})

test('with a token it gets through where one is asked for', async () => {
  await using server = await http({ authorization: 'token', verify: createTokenVerifier({ tokenDigests: [digest] }) })
  expect(await client(`${server.url}/mcp`, 'good_access_token')).toMatchObject({ code: 0 })
})

test('a failure is one line that says what to do, and exit code 1', async () => {
  await using server = await http({ authorization: 'token', verify: createTokenVerifier({ tokenDigests: [digest] }) })
  await using open = await http()
  await using web = await listen((_req, res) => res.end('<h1>It works!</h1>'))
  const failures: [endpoint: string, token: string | undefined, line: RegExp][] = [
    [`${await unusedUrl()}/mcp`, undefined, /^Nothing listens at \S+\. Start the server \(npm start\)/],
    [`${server.url}/mcp`, undefined, /^401 from \S+: it asks for a token\. Set MCP_AUTH_TOKEN\./],
    [`${server.url}/mcp`, 'wrong', /^401 from \S+: the token in MCP_AUTH_TOKEN is not accepted/],
    [`${open.url}/nowhere`, undefined, /is not an MCP server.*its path is \/mcp/],
    [`${web.url}/mcp`, undefined, /is not an MCP server.*its path is \/mcp/],
    ['localhost', undefined, /^MCP_SERVER_ENDPOINT is "localhost", which is not a URL/],
    ['http://no-such-host.invalid/mcp', undefined, /no-such-host\.invalid.*Check MCP_SERVER_ENDPOINT/],
  ]
  const results = await Promise.all(failures.map(([endpoint, token]) => client(endpoint, token)))
  for (const [index, [endpoint, , line]] of failures.entries()) {
    expect(results[index]?.stderr, endpoint).toMatch(line)
    expect(results[index]?.stderr.trimEnd(), endpoint).not.toContain('\n')
    expect(results[index]?.code, endpoint).toBe(1)
  }
})
