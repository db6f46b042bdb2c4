import type { AppOptions } from '../app.ts'
import { config } from '../config.ts'
import { createLog } from '../log.ts'
import type { Mcp } from '../mcp/create-mcp.ts'

/**
 * The options of the app in a deployment, by the environment of this process.
 *
 * @throws {ConfigError} for a variable that breaks its rule
 */
export function deploymentOptions(mcp: Mcp): AppOptions {
  const settings = config()
  return {
    ...settings,
    mcp,
    log: createLog(settings),
    hosts: 'any', // The gateway serves no names but its own.
    origins: settings.allowedOrigins ?? 'any',
  }
}
