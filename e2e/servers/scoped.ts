import { createMcp, type Mcp } from '../../app/mcp.ts'
import { serverInfo } from '../../app/server-info.ts'
import { defineTool } from '../../app/tool.ts'
import { whoami } from '../../testing/tools/whoami.ts'

const reports = defineTool({ name: 'reports', description: 'Reads.', scopes: ['reports:read'], run: () => 'read' })

/** A tool that anybody may call, and one that needs a scope. */
export const scoped = (): Mcp => createMcp({ info: serverInfo, tools: [whoami, reports] })
