import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { readCommandLine } from '../command-line/command-line.ts'
import { fail } from '../command-line/fail.ts'
import { OAuthLogin } from './oauth.ts'
import { pickTool } from './pick-tool.ts'
import { remedy } from './remedy.ts'

// The sample client: `npm run client`. On SDK 1.x, as most clients in the field are.

const { values: given } = readCommandLine({
  script: 'npm run client',
  does:
    'Connects to an MCP server, lists its tools, and calls one: the one that you name, or else the first that needs no arguments ' +
    'and is annotated `readOnlyHint: true`. If there is none, it calls none.',
  options: {
    tool: { type: 'string', value: 'NAME', help: 'The tool to call. If it answers with an error, the script fails.' },
    arguments: { type: 'string', value: 'JSON', help: 'The arguments to call it with, a JSON object. Default: {}.' },
  },
  variables: {
    MCP_SERVER_ENDPOINT: 'The server. Default: http://localhost:3000/mcp.',
    MCP_AUTH_TOKEN: 'An access token. Default: none, and a login in the browser where the server asks for one.',
  },
  examples: [
    'npm run client',
    `npm run client -- --tool add --arguments '{"a":1,"b":2}'`,
    'MCP_SERVER_ENDPOINT=https://mcp.example.com/mcp npm run client',
  ],
})
const args = readArguments(given.arguments)
const endpoint = process.env.MCP_SERVER_ENDPOINT || 'http://localhost:3000/mcp'
const token = process.env.MCP_AUTH_TOKEN

async function run(login: OAuthLogin): Promise<void> {
  console.log(`Connecting ENDPOINT_URL=${endpoint}`)
  const client = new Client({ name: 'serverless-mcp-client', version: '1.0.0' })
  await connect(client, login)
  console.log('connected')

  // A server without tools does not know the method.
  const { tools } = client.getServerCapabilities()?.tools ? await client.listTools() : { tools: [] }
  console.log('listTools response: ', { tools })
  const name = given.tool ?? pickTool(tools)?.name
  if (name === undefined) {
    console.log('No tool is called: none is read-only and needs no arguments. --tool NAME calls one.')
  } else {
    const result = await client.callTool({ name, arguments: args })
    console.log(`callTool:${name} response: `, result)
    if (given.tool !== undefined && result.isError) {
      console.error(`The tool "${name}" answered with an error: ${JSON.stringify(result.content)}`)
      process.exitCode = 1
    }
  }
  await client.close()
}

function readArguments(text = '{}'): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {}
  return fail(`--arguments is ${text}, but must be a JSON object. Example: --arguments '{"city":"Paris"}'`)
}

/** Connects with the token that was given, or with one from a login, if the server asks for that. */
async function connect(client: Client, login: OAuthLogin): Promise<void> {
  const transport = () =>
    new StreamableHTTPClientTransport(
      new URL(endpoint),
      token ? { requestInit: { headers: { Authorization: `Bearer ${token}` } } } : { authProvider: login },
    )
  const first = transport()
  try {
    // The SDK's own class does not fit its interface under exactOptionalPropertyTypes.
    await client.connect(first as Transport)
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error
    await first.finishAuth(await login.code())
    await client.connect(transport() as Transport)
  }
}

await using login = await OAuthLogin.start()
try {
  await run(login)
} catch (error) {
  console.error(remedy(error, endpoint, token !== undefined, login.authorizationServer))
  process.exitCode = 1
}
