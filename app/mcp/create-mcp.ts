import {
  createMcpHandler,
  type Implementation,
  isInputRequiredResult,
  McpServer,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import { type Identity, missingScopes } from '../auth/identity.ts'
import { callTool } from './call-tool.ts'
import type { Prompt } from './prompt.ts'
import { listedPrompt, listedTool, registerPrompt, registerResource, registerTool } from './register.ts'
import type { Call } from './request-scope.ts'
import type { Resource } from './resource.ts'
import { rpcErrorFor } from './rpc-error.ts'
import { takeSchema } from './schema-check.ts'
import { nameScopes } from './scope-refusal.ts'
import { collectSwallowed, reportSwallowed, swallowedBySdk } from './swallowed.ts'
import type { Tool } from './tool.ts'

export interface McpOptions {
  /** Name and version, as clients show them. */
  info: Implementation
  /** For the model: how the tools belong together. Default: none. */
  instructions?: string
  tools?: readonly Tool[]
  resources?: readonly Resource[]
  prompts?: readonly Prompt[]
  /**
   * The keys for questions to the user, 64 hexadecimal digits each: the first signs, all of them verify. Called when a
   * tool is, never before. Default: none, and a tool that asks tells that it cannot.
   */
  stateKeys?: () => readonly string[]
  /**
   * Leaves out of the lists what the caller lacks the `scopes` for. Default: false, as a client that does not see a tool
   * never asks its user for the scope. A call is refused with the scopes to ask for either way.
   */
  hideForbidden?: boolean
}

/** The MCP side of the server. It keeps nothing between two requests. */
export interface Mcp {
  /**
   * Answers one request to the endpoint, of either generation of the protocol.
   *
   * @param request method and headers; its body is not read
   * @param body the parsed body; undefined for a method that has none
   */
  fetch(request: Request, body: unknown, call: Call): Promise<Response>
}

/**
 * Creates the MCP side from plain lists.
 *
 * @throws {Error} when two tools or two prompts share a name, two resources an address, or an address is no template
 * @throws {SchemaError} for a schema that JSON Schema cannot express, naming tool or prompt, field and remedy
 */
export function createMcp(options: McpOptions): Mcp {
  const { info, instructions, tools = [], resources = [], prompts = [], hideForbidden = false } = options
  const { stateKeys = () => [] } = options
  check(options)
  const everything = { tools: tools.map(listedTool), resources, prompts: prompts.map(listedPrompt) }
  const byName = new Map(everything.tools.map(tool => [tool.name, tool]))

  // The lists change with a deployment only, so no change is announced. A client that subscribed would wait on a frozen
  // Lambda until the gateway gives up.
  const capabilities = {
    logging: {},
    ...(tools.length > 0 && { tools: { listChanged: false } }),
    ...(resources.length > 0 && { resources: { listChanged: false, subscribe: false } }),
    ...(prompts.length > 0 && { prompts: { listChanged: false } }),
  }

  /** The SDK binds a server to one exchange, so each request gets its own. */
  function createServer({ call, body }: Exchange): McpServer {
    const server = new McpServer(info, {
      capabilities,
      ...(instructions !== undefined && { instructions }),
    })
    const { server: protocol } = server
    protocol.onerror = swallowedBySdk(call)
    // The SDK would leave the call that it names without an answer, in a batch with it; any other it does not know.
    protocol.setNotificationHandler('notifications/cancelled', () => {})
    const needed = neededBy(body, call.identity)
    for (const tool of needed.tools) registerTool(server, tool)
    for (const resource of needed.resources) registerResource(server, resource, call)
    for (const prompt of needed.prompts) registerPrompt(server, prompt, call)
    if (resources.length > 0) {
      // 2025-11-25: accepted without a session, as there is no update that such a subscription could miss.
      for (const method of ['resources/subscribe', 'resources/unsubscribe'] as const) {
        protocol.setRequestHandler(method, () => ({}))
      }
    }
    if (tools.length > 0) {
      protocol.setRequestHandler('tools/call', async ({ params }, sdk) => {
        const result = await callTool(byName, params, sdk, call, stateKeys)
        // Clients of 2025 take no structured content but objects.
        return isInputRequiredResult(result) ? result : protocol.projectCallToolResult(result, undefined)
      })
    }
    return server
  }

  /** The call of a tool needs that tool; whatever else is asked, in a batch perhaps, gets everything. */
  function neededBy(body: unknown, identity: Identity): typeof everything {
    const { method, params } = (body ?? {}) as { method?: unknown; params?: { name?: unknown } | null }
    const name = params?.name
    const tool = method === 'tools/call' && typeof name === 'string' ? byName.get(name) : undefined
    if (tool !== undefined) return { tools: [tool], resources: [], prompts: [] }
    // Only for a list: the SDK refuses a call with the scopes to ask for, and has to know what they are.
    if (!hideForbidden || !asksForList(body)) return everything
    const allowed = ({ scopes }: { scopes?: readonly string[] }) => missingScopes(identity, scopes).length === 0
    const { tools, prompts } = everything
    return { tools: tools.filter(allowed), resources: resources.filter(allowed), prompts: prompts.filter(allowed) }
  }

  const handler = createMcpHandler(({ authInfo }) => createServer(authInfo?.extra as unknown as Exchange), {
    maxSubscriptions: 0,
    onerror: collectSwallowed,
  })
  return {
    async fetch(request, body, call) {
      // No capability above sends events. The SDK would serve the method nevertheless, with a stream that stays open.
      if ((body as { method?: unknown } | undefined)?.method === 'subscriptions/listen') {
        const answer = rpcErrorFor(body, -32601, 'Method not found: nothing here changes between two deployments.')
        return new Response(answer, { status: 404, headers: { 'Content-Type': 'application/json' } })
      }
      const { clientId, principal, scopes } = call.identity
      // The SDK hands `authInfo` to the factory above and to its scope check. The token itself stays outside.
      const authInfo = {
        token: '',
        clientId: clientId ?? principal,
        scopes,
        extra: { call, body } satisfies Exchange,
        ...(call.resourceMetadata !== undefined && { resourceMetadataUrl: call.resourceMetadata }),
      }
      const response = await reportSwallowed(call, () =>
        handler.fetch(request, { authInfo, ...(body !== undefined && { parsedBody: body }) }),
      )
      return nameScopes(response, body)
    },
  }
}

/** The SDK refuses the same, but not before the first list. Nothing is run: neither a default nor a transform. */
function check({ tools = [], resources = [], prompts = [] }: McpOptions): void {
  refuseTwice('tool', tools, ({ name }) => name)
  refuseTwice('resource', resources, ({ uri }) => uri)
  refuseTwice('prompt', prompts, ({ name }) => name)
  const templates = resources.filter(({ uri }) => uri.includes('{'))
  refuseTwice('resource template', templates, ({ name }) => name)
  for (const { uri } of templates) new ResourceTemplate(uri, { list: undefined })
  for (const { name, input, output } of tools) {
    takeSchema(`The input of the tool "${name}"`, input, 'input')
    if (output !== undefined) takeSchema(`The output of the tool "${name}"`, output, 'output')
  }
  for (const { name, args } of prompts) takeSchema(`The arguments of the prompt "${name}"`, args, 'input')
}

function refuseTwice<Item>(kind: string, items: readonly Item[], nameOf: (item: Item) => string): void {
  const names = items.map(nameOf)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice === undefined) return
  throw new Error(`Two ${kind}s are called "${twice}": a client could not tell them apart. Rename one.`)
}

/** What the factory has to know of the request that it makes a server for. */
interface Exchange extends Record<string, unknown> {
  call: Call
  body: unknown
}

/** A list is asked for, in a batch perhaps among other things. */
function asksForList(body: unknown): boolean {
  return [body].flat().some(message => String((message as { method?: unknown } | null)?.method).endsWith('/list'))
}
