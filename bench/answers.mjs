// Plain JavaScript, as the children that use it: see runtime.mjs.

const kinds = {
  empty: answer => answer.statusCode === 200,
  pong: answer => answer.statusCode === 200 && answer.body.includes('pong: bench'),
  allow: answer => answer.policyDocument.Statement[0].Effect === 'Allow',
}

/** A figure of a refused call would be a lie: it throws instead. */
export function verify(kind, answer) {
  if (!kinds[kind](answer)) throw new Error(`No "${kind}" came, but ${JSON.stringify(answer)}`)
}
