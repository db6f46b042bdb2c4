/**
 * What the SDK tells of the HTTP request, with a `Request` of Node's in place of the small one that the image has for the
 * server's own part: a tool may hand it to whoever expects one. It is made when it is first asked for.
 */
export function withNodesRequest<Http extends { req?: Request }>(http: Http): Http {
  const { req } = http
  if (req === undefined || isNodes(req)) return http
  let made: Request | undefined
  return Object.defineProperty({ ...http }, 'req', {
    get: () => {
      made ??= new globalThis.Request(req.url, { method: req.method, headers: [...req.headers], signal: req.signal })
      return made
    },
    enumerable: true,
  })
}

/** By its tag: to ask for Node's class is to load it, and with it what no snapshot can hold. */
const isNodes = (request: unknown): boolean => Object.prototype.toString.call(request) === '[object Request]'
