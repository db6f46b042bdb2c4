import type cors from '@koa/cors'

/** No cookie is used, so any page that passed the origin check may read the answer. */
export const crossOrigin = {
  origin: '*',
  allowMethods: 'POST',
  // `*` does not stand for Authorization: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
  allowHeaders: '*, authorization',
  exposeHeaders: 'WWW-Authenticate, X-Request-Id',
  maxAge: 3600,
} as const satisfies cors.Options

/** For a page to read a refusal by, where no preflight is answered. */
export const readable = {
  'Access-Control-Allow-Origin': crossOrigin.origin,
  'Access-Control-Expose-Headers': crossOrigin.exposeHeaders,
  Vary: 'Origin',
}
