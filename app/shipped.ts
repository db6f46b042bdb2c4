import { createMcp, type Mcp } from './mcp.ts'
import * as prompts from './prompts/index.ts'
import * as resources from './resources/index.ts'
import { serverInfo } from './server-info.ts'
import * as tools from './tools/index.ts'

/** The MCP side as this repository ships it: everything that `tools/`, `resources/` and `prompts/` list. */
export const createShippedMcp = (): Mcp =>
  createMcp({
    info: serverInfo,
    tools: Object.values(tools),
    resources: Object.values(resources),
    prompts: Object.values(prompts),
  })
