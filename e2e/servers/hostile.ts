import type { Mcp } from '../../app/mcp.ts'
import { createShippedMcp } from '../hostile/shipped.ts'

/** The shipped server, and beside what it offers, what fails in every way. */
export const hostile = (): Mcp => createShippedMcp({ stateKeys: () => ['0'.repeat(64)] })
