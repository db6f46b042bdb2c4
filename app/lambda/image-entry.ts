// What the image enters the server by.
import '../zod-config.ts'
import { type Catalog, createCatalogMcp } from '../catalog-mcp.ts'
import type { Mcp } from '../mcp/create-mcp.ts'
import { createDeployedHandler, type Handler } from './handler.ts'
import { createDeployedStream, type StreamHandler } from './stream.ts'

export { warmUp } from './warm-up.ts'

/**
 * Makes the handlers of the image's server. Nothing here reads the environment: configuration, log and app are made at the
 * first event, and so a snapshot may hold what this returns.
 */
export function start(catalog: Catalog): { handler: Handler; stream: StreamHandler } {
  let made: Mcp | undefined
  const mcp = () => (made ??= createCatalogMcp(catalog))
  try {
    mcp()
  } catch {
    // The first event tries again, answers that the server could not start, and logs why.
  }
  return { handler: createDeployedHandler(mcp), stream: createDeployedStream(mcp) }
}
