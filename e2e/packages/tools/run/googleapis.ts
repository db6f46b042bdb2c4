import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { google } from 'googleapis'
import { defineTool } from '../../tool.ts'

/** A server that gives a token for an assertion signed by the key, and a file for the token. */
export async function check(apis: typeof google) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url?.startsWith('/drive')) {
      return response.end(JSON.stringify({ name: 'report.txt', authorized: request.headers.authorization }))
    }
    const [head, body, signature = ''] = new URLSearchParams(await text(request)).get('assertion')?.split('.') ?? []
    const good = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })), Buffer.from(signature, 'base64url'))
    response.end(JSON.stringify(good ? { access_token: 'token', token_type: 'Bearer', expires_in: 3600 } : {}))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const rootUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const auth = new apis.auth.JWT({ email: 'a@example.com', key, scopes: ['drive'] })
  Object.assign(auth.gtoken, { googleTokenOptions: { ...auth.gtoken.googleTokenOptions } })
  const drive = apis.drive({ version: 'v3', rootUrl })
  const { data, status } = await drive.files.get({ fileId: '1' })
  server.close()
  return {
    status,
    name: data.name,
    drive: drive.constructor.name,
    auth: auth.constructor.name,
    apis: ['drive', 'sheets', 'gmail', 'calendar'].map(name => typeof apis[name as 'drive']),
    versions: Object.keys(apis.getSupportedAPIs()).length > 200,
  }
}

export const run = defineTool({
  name: 'googleapis-run',
  description: 'Reads a file from a loopback server.',
  run: async () => JSON.stringify(await check((await import('googleapis')).google)),
})
