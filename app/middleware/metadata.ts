import type { Config } from '../config.ts'
import { endpointUrl } from '../endpoint-url.ts'
import { HttpError } from '../http-error.ts'
import { resourceMetadata, resourceMetadataCacheControl, resourceMetadataPath } from '../resource-metadata.ts'
import type { Middleware } from '../state.ts'

/**
 * `GET /.well-known/oauth-protected-resource`, alone and with the endpoint's path behind it (RFC 9728): tells clients which
 * authorization server to ask for a token. 404 where there is none to ask.
 */
export function metadata({ jwt }: Pick<Config, 'jwt'>): Middleware {
  return async (ctx, next) => {
    const isAsked = ctx.path === resourceMetadataPath || ctx.path === `${resourceMetadataPath}/mcp`
    if (!isAsked || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    const resource = endpointUrl(ctx)
    if (jwt === undefined || resource === undefined) {
      throw new HttpError(404, 'There is no metadata: this server takes no tokens of an authorization server.')
    }
    ctx.set('Cache-Control', resourceMetadataCacheControl)
    ctx.type = 'application/json'
    ctx.body = JSON.stringify(resourceMetadata({ ...jwt, resource }))
  }
}
