import * as catalog from './catalog.ts'
import { createCatalogMcp } from './catalog-mcp.ts'
import type { Mcp, McpOptions } from './mcp/create-mcp.ts'

/** The MCP side as this repository ships it: everything that `tools/`, `resources/` and `prompts/` list. */
export const createShippedMcp = (options?: Pick<McpOptions, 'stateKeys'>): Mcp => createCatalogMcp(catalog, options)
