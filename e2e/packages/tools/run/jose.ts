import type * as Jose from 'jose'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check({ createRemoteJWKSet, errors, jwtVerify, SignJWT }: typeof Jose) {
  const key = new TextEncoder().encode('a secret of thirty-two characters')
  const token = await new SignJWT({ a: 1 }).setProtectedHeader({ alg: 'HS256' }).sign(key)
  const error = await jwtVerify(`${token}x`, key).catch(error => error)
  const keys = createRemoteJWKSet(new URL(`${await http()}/teapot`))
  const unreachable = await keys({ alg: 'RS256' }).catch(error => error)
  return {
    token,
    payload: (await jwtVerify(token, key)).payload,
    error: [error.name, error.code, error instanceof errors.JWSSignatureVerificationFailed],
    unreachable: [unreachable.code, unreachable.message],
  }
}

export const run = defineTool({
  name: 'jose-run',
  description: 'Signs and verifies a token, and finds no keys on a loopback server.',
  run: async () => JSON.stringify(await check(await import('jose'))),
})
