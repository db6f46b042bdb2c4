/** The type without its parameters, in lower case. */
export function mediaType(header: string): string {
  return (header.split(';', 1)[0] ?? '').trim().toLowerCase()
}

/**
 * Compiles `x-amazon-apigateway-binary-media-types` into a test of one type. `*` and `/*` together stand for every type:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html. That `image/*`
 * stands for every image is unverified.
 */
export function createBinaryTest(types: string[]): (type: string) => boolean {
  const exact = new Set(types.map(type => type.toLowerCase()))
  return type => {
    const given = mediaType(type)
    return exact.has('*/*') || exact.has(given) || exact.has(`${given.split('/', 1)[0]}/*`)
  }
}
