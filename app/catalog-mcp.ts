import { config } from './config.ts'
import { createMcp, type Mcp, type McpOptions } from './mcp.ts'
import type { Prompt } from './prompt.ts'
import type { Resource } from './resource.ts'
import { serverInfo, serverInstructions } from './server-info.ts'
import type { Tool } from './tool.ts'

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
