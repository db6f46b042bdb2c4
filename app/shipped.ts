import { createMcp, type Mcp } from './mcp.ts'
import { prompts } from './prompts/index.ts'
import { resources } from './resources/index.ts'
import { serverInfo } from './server-info.ts'
import { tools } from './tools/index.ts'

/** The MCP side as this repository ships it: everything in `tools/`, `resources/` and `prompts/`. */
export const createShippedMcp = (): Mcp => createMcp({ info: serverInfo, tools, resources, prompts })
