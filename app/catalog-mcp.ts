import { config } from './config.ts'
import { createMcp, type Mcp, type McpOptions } from './mcp/create-mcp.ts'
import type { Prompt } from './mcp/prompt.ts'
import type { Resource } from './mcp/resource.ts'
import type { Tool } from './mcp/tool.ts'
import { serverInfo, serverInstructions } from './server-info.ts'

/** What `catalog.ts` exports: tools, resources and prompts, each by the name of its export. */
export interface Catalog {
  tools: Record<string, Tool>
  resources: Record<string, Resource>
  prompts: Record<string, Prompt>
}

/**
 * The MCP side that offers a catalog.
 *
 * @param options `stateKeys`. Default: those of the process that serves, as a snapshot is made before there is one
 */
export const createCatalogMcp = (
  { tools, resources, prompts }: Catalog,
  { stateKeys = () => config().stateKeys }: Pick<McpOptions, 'stateKeys'> = {},
): Mcp =>
  createMcp({
    info: serverInfo,
    ...(serverInstructions !== undefined && { instructions: serverInstructions }),
    stateKeys,
    tools: Object.values(tools),
    resources: Object.values(resources),
    prompts: Object.values(prompts),
  })
