import { createMcp, type Mcp } from '../../app/mcp.ts'
import { serverInfo } from '../../app/server-info.ts'
import { ping } from '../../app/tools/ping.ts'
import { prompts, resources } from '../hostile/offers.ts'
import { tools } from '../hostile/tools.ts'

/** Tools, prompts and resources that fail in every way, and one tool that works. */
export const hostile = (): Mcp =>
  createMcp({ info: serverInfo, tools: [ping, ...tools], prompts, resources, stateKeys: () => ['0'.repeat(64)] })
