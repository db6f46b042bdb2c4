import type jsonwebtoken from 'jsonwebtoken'
import { defineTool } from '../../mcp/tool.ts'

export function check(jwt: typeof jsonwebtoken) {
  // The token of https://jwt.io, which is signed over this text.
  const token = jwt.sign({ sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 }, 'your-256-bit-secret')
  let error: unknown
  try {
    jwt.verify(token, 'another', { algorithms: ['HS256'] })
  } catch (thrown) {
    error = thrown
  }
  return {
    token,
    payload: jwt.verify(token, 'your-256-bit-secret'),
    error: error instanceof jwt.JsonWebTokenError && [error.name, error.message],
  }
}

export const run = defineTool({
  name: 'jsonwebtoken-run',
  description: 'Signs and verifies a token that is known.',
  run: async () => JSON.stringify(check((await import('jsonwebtoken')).default)),
})
