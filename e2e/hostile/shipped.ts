// In the place of app/shipped.ts: the fixtures, and beside them what fails in every way.
import { config } from '../../app/config.ts'
import { createMcp, type Mcp, type McpOptions } from '../../app/mcp/create-mcp.ts'
import { serverInfo } from '../../app/server-info.ts'
import * as fixturePrompts from '../../testing/prompts/index.ts'
import * as fixtureResources from '../../testing/resources/index.ts'
import * as fixtureTools from '../../testing/tools/index.ts'
import { prompts, resources } from './offers.ts'
import { tools } from './tools.ts'

export const createShippedMcp = ({ stateKeys = () => config().stateKeys }: Pick<McpOptions, 'stateKeys'> = {}): Mcp =>
  createMcp({
    info: serverInfo,
    stateKeys,
    tools: [...Object.values(fixtureTools), ...tools],
    resources: [...Object.values(fixtureResources), ...resources],
    prompts: [...Object.values(fixturePrompts), ...prompts],
  })
