import type { Mcp } from '../../app/mcp/create-mcp.ts'
import { createShippedMcp } from '../hostile/shipped.ts'

/** The fixtures, and beside them what fails in every way. */
export const hostile = (): Mcp => createShippedMcp({ stateKeys: () => ['0'.repeat(64)] })
