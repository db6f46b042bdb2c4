import { createCatalogMcp } from '../app/catalog-mcp.ts'
import type { Mcp, McpOptions } from '../app/mcp/create-mcp.ts'
import * as catalog from './catalog.ts'

/** The MCP side of the server under test: it offers the fixtures. */
export const createTestMcp = (options?: Pick<McpOptions, 'stateKeys'>): Mcp => createCatalogMcp(catalog, options)
