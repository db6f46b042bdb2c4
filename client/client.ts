import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { remedy } from './remedy.ts'

// The sample client: `npm run client`. On SDK 1.x, as most clients in the field are.

const endpoint = process.env.MCP_SERVER_ENDPOINT || 'http://localhost:3000/mcp'
const token = process.env.MCP_AUTH_TOKEN

async function run(): Promise<void> {
  console.log(`Connecting ENDPOINT_URL=${endpoint}`)
  const client = new Client({ name: 'serverless-mcp-client', version: '1.0.0' })
  const transport = new StreamableHTTPClientTransport(new URL(endpoint), {
    ...(token && { requestInit: { headers: { Authorization: `Bearer ${token}` } } }),
  })
  // The SDK's own class does not fit its interface under exactOptionalPropertyTypes.
  await client.connect(transport as Transport)
  console.log('connected')

  console.log('listTools response: ', await client.listTools())
  console.log('callTool:ping response: ', await client.callTool({ name: 'ping', arguments: {} }))
  await client.close()
}

try {
  await run()
} catch (error) {
  console.error(remedy(error, endpoint, token !== undefined))
  process.exitCode = 1
}
