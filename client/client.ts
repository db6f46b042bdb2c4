import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { OAuthLogin } from './oauth.ts'
import { remedy } from './remedy.ts'

// The sample client: `npm run client`. On SDK 1.x, as most clients in the field are.

const endpoint = process.env.MCP_SERVER_ENDPOINT || 'http://localhost:3000/mcp'
const token = process.env.MCP_AUTH_TOKEN

async function run(login: OAuthLogin): Promise<void> {
  console.log(`Connecting ENDPOINT_URL=${endpoint}`)
  const client = new Client({ name: 'serverless-mcp-client', version: '1.0.0' })
  await connect(client, login)
  console.log('connected')

  console.log('listTools response: ', await client.listTools())
  console.log('callTool:ping response: ', await client.callTool({ name: 'ping', arguments: {} }))
  await client.close()
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
