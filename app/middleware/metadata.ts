import { resourceMetadata, resourceMetadataCacheControl, resourceMetadataPath } from '../auth/resource-metadata.ts'
import type { Config } from '../config.ts'
import { resourceOf } from '../routes.ts'
import { endpointUrl } from './endpoint-url.ts'
import { HttpError } from './http-error.ts'
import type { Middleware } from './koa-state.ts'

/**
 * `GET /.well-known/oauth-protected-resource`, alone and with the endpoint's path behind it (RFC 9728): tells clients which
 * authorization server to ask for a token.
 */
export function metadata({ jwt }: Pick<Config, 'jwt'>): Middleware {
  return async (ctx, next) => {
    const asked = resourceOf(ctx.path)
    if (jwt === undefined || (asked !== resourceMetadataPath && asked !== `${resourceMetadataPath}/mcp`)) return next()
    const resource = endpointUrl(ctx)
    if (resource === undefined) {
      throw new HttpError(404, 'There is no metadata: the gateway does not say under which name it was called.')
    }
    ctx.set('Cache-Control', resourceMetadataCacheControl)
    ctx.type = 'application/json'
    ctx.body = JSON.stringify(resourceMetadata({ ...jwt, resource }))
  }
}
