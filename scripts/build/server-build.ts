import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type Build, build } from 'lambda-snapshot'

/** Packages that the server itself is made of. */
const packages = [
  '@koa/cors',
  '@modelcontextprotocol/server',
  'jose',
  'koa',
  'light-my-request',
  'serverless-http',
  'zod',
]

export interface ServerBuildOptions {
  /** Where it goes. */
  out: string
  /** The module that the image enters the server by. Default: `app/lambda/image-entry.ts`. */
  server?: string | undefined
  /** What that is handed, `app/catalog.ts` as shipped. Default: nothing. */
  code?: string | undefined
}

/** Builds the image's two functions from this checkout. */
export function buildServer({ out, server = 'app/lambda/image-entry.ts', code }: ServerBuildOptions): Promise<Build> {
  return build({
    root: join(import.meta.dirname, '../..'),
    out,
    core: server,
    ...(code !== undefined && { code }),
    functions: { authorizer: 'app/lambda/authorizer.ts' },
    packages,
    // What a tool exchanges with the server: schemas, results, errors.
    shared: ['@modelcontextprotocol/core', '@modelcontextprotocol/server', 'zod'],
    // Its small validator of JSON Schema in place of AJV. The one for `workerd` would also build all schemas while it loads.
    conditions: { '@modelcontextprotocol/server/_shims': 'browser' },
  })
}

/**
 * Refuses a catalog that no server can offer, in a process of its own: a tool may hold something open from when it is loaded.
 *
 * @throws {Error} that names the tool and the remedy, as for two tools of one name
 */
export function checkOffers(): void {
  const program = join(import.meta.dirname, 'check-offers.ts')
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', program], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (status === 1) throw new Error(stderr.trim())
  if (stderr !== '') console.warn(stderr.trim())
}
