// In the place of app/shipped.ts: what that offers, and beside it what fails in every way.
import { config } from '../../app/config.ts'
import { createMcp, type Mcp, type McpOptions } from '../../app/mcp.ts'
import * as shippedPrompts from '../../app/prompts/index.ts'
import * as shippedResources from '../../app/resources/index.ts'
import { serverInfo } from '../../app/server-info.ts'
import * as shippedTools from '../../app/tools/index.ts'
import { prompts, resources } from './offers.ts'
import { tools } from './tools.ts'

export const createShippedMcp = ({ stateKeys = () => config().stateKeys }: Pick<McpOptions, 'stateKeys'> = {}): Mcp =>
  createMcp({
    info: serverInfo,
    stateKeys,
    tools: [...Object.values(shippedTools), ...tools],
    resources: [...Object.values(shippedResources), ...resources],
    prompts: [...Object.values(shippedPrompts), ...prompts],
  })
