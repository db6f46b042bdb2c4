import { config } from './config.ts'
import { createMcp, type Mcp, type McpOptions } from './mcp.ts'
import * as prompts from './prompts/index.ts'
import * as resources from './resources/index.ts'
import { serverInfo } from './server-info.ts'
import * as tools from './tools/index.ts'

/**
 * The MCP side as this repository ships it: everything that `tools/`, `resources/` and `prompts/` list.
 *
 * @param options `stateKeys`. Default: those of the process that serves, as the snapshot is made before there is one
 */
export const createShippedMcp = ({ stateKeys = () => config().stateKeys }: Pick<McpOptions, 'stateKeys'> = {}): Mcp =>
  createMcp({
    info: serverInfo,
    stateKeys,
    tools: Object.values(tools),
    resources: Object.values(resources),
    prompts: Object.values(prompts),
  })
