import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { google } from 'googleapis'
import { defineTool } from '../../mcp/tool.ts'

export async function check(apis: typeof google) {
  const server = createServer(({ url, headers }, response) => {
    response.setHeader('content-type', 'application/json')
    response.writeHead(url?.includes('none') ? 404 : 200)
    response.end(
      JSON.stringify({ name: url, description: headers.authorization, error: { code: 404, message: 'None' } }),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const auth = new apis.auth.OAuth2({ clientId: 'client', redirectUri: 'https://example.com/back' })
  auth.setCredentials({ access_token: 'token' })
  const rootUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const drive = apis.drive({ version: 'v3', auth, rootUrl })
  const { data, status } = await drive.files.get({ fileId: '1', fields: 'name' })
  const error = await drive.files.get({ fileId: 'none' }).catch(error => error)
  server.closeAllConnections()
  server.close()
  return {
    status,
    file: [data.name, data.description],
    consent: auth.generateAuthUrl({ scope: ['drive'], state: '7' }),
    names: [drive.constructor.name, auth.constructor.name, error.constructor.name],
    error: [error.status, error.message],
    apis: Object.keys(apis.getSupportedAPIs()).length > 200,
  }
}

export const run = defineTool({
  name: 'googleapis-run',
  description: 'Reads a file, and misses another, on a loopback server, among more than 200 APIs.',
  run: async () => JSON.stringify(await check((await import('googleapis')).google)),
})
