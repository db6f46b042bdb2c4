import { createMcp, type Mcp } from '../../app/mcp/create-mcp.ts'
import { defineTool } from '../../app/mcp/tool.ts'
import { serverInfo } from '../../app/server-info.ts'
import { whoami } from '../../testing/tools/whoami.ts'

const reports = defineTool({ name: 'reports', description: 'Reads.', scopes: ['reports:read'], run: () => 'read' })

/** A tool that anybody may call, and one that needs a scope. */
export const scoped = (): Mcp => createMcp({ info: serverInfo, tools: [whoami, reports] })
