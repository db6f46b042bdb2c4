import { createMcp, type Mcp } from '../../app/mcp/create-mcp.ts'
import { serverInfo } from '../../app/server-info.ts'
import * as inputRequired from '../conformance/input-required.ts'
import * as prompts from '../conformance/prompts.ts'
import * as resources from '../conformance/resources.ts'
import * as serverRequests from '../conformance/server-requests.ts'
import * as tools from '../conformance/tools.ts'

/** What the conformance suite calls by name. */
export const conformance = (): Mcp =>
  createMcp({
    info: serverInfo,
    tools: [tools, serverRequests, inputRequired].flatMap(file => Object.values(file)),
    resources: Object.values(resources),
    prompts: Object.values(prompts),
    stateKeys: () => ['0'.repeat(64)],
  })
