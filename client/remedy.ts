import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { McpError } from '@modelcontextprotocol/sdk/types.js'
import { LoginError } from './login-error.ts'

/**
 * Says in one line what went wrong at an endpoint, and what to do about it.
 *
 * @param authorizationServer where a login was under way
 */
export function remedy(error: unknown, endpoint: string, hasToken: boolean, authorizationServer?: string): string {
  if (authorizationServer !== undefined) return loginRemedy(error, authorizationServer)
  if (error instanceof LoginError) return error.message
  if (!URL.canParse(endpoint)) {
    return `MCP_SERVER_ENDPOINT is "${endpoint}", which is not a URL. Example: MCP_SERVER_ENDPOINT=http://localhost:3000/mcp`
  }
  switch (networkCode(error)) {
    case undefined:
      break
    case 'ECONNREFUSED':
      return `Nothing listens at ${endpoint}. Start the server (npm start), or set MCP_SERVER_ENDPOINT.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of ${endpoint} is unknown. Check MCP_SERVER_ENDPOINT.`
    default:
      return `${endpoint} cannot be reached (${networkCode(error)}). Check MCP_SERVER_ENDPOINT and the network.`
  }
  switch (status(error)) {
    case 401:
      return hasToken
        ? `401 from ${endpoint}: the token in MCP_AUTH_TOKEN is not accepted. Set one that the server knows.`
        : `401 from ${endpoint}: it asks for a token. Set MCP_AUTH_TOKEN.`
    case 403:
      return `403 from ${endpoint}: the caller may not do this. Check MCP_AUTH_TOKEN, and that the path is right.`
    case undefined:
      break
    default:
      return `${endpoint} is not an MCP server, or does not work (${firstLine(error)}). Check MCP_SERVER_ENDPOINT: its path is /mcp.`
  }
  if (error instanceof McpError) return `The server answered with an error: ${firstLine(error)}`
  return `${endpoint} is not an MCP server (${firstLine(error)}). Check MCP_SERVER_ENDPOINT: its path is /mcp.`
}

function loginRemedy(error: unknown, authorizationServer: string): string {
  const code = networkCode(error)
  if (code !== undefined) {
    return `${authorizationServer}, where the server sends its users to log in, cannot be reached (${code}). To start the local one: npm run issuer`
  }
  return `The login at ${authorizationServer} failed: ${firstLine(error)}`
}

/** Node's fetch hides the reason in `cause`, and in `errors` where a name has several addresses. */
function networkCode(error: unknown): string | undefined {
  const cause = (error as { cause?: { code?: unknown; errors?: { code?: unknown }[] } }).cause
  const code = cause?.code ?? cause?.errors?.[0]?.code
  return typeof code === 'string' ? code : undefined
}

function status(error: unknown): number | undefined {
  if (error instanceof StreamableHTTPError) return error.code
  return undefined
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n')[0]?.slice(0, 200) ?? ''
}
