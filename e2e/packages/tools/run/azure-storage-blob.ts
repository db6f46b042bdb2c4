import type * as Azure from '@azure/storage-blob'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(azure: typeof Azure) {
  const credential = new azure.StorageSharedKeyCredential('account', Buffer.from('key').toString('base64'))
  const permissions = azure.BlobSASPermissions.parse('r')
  const expiresOn = new Date('2030-01-01T00:00:00Z')
  const query = azure.generateBlobSASQueryParameters(
    { containerName: 'c', blobName: 'b', permissions, expiresOn, version: '2020-12-06' },
    credential,
  )
  const service = new azure.BlobServiceClient(`${await http()}/teapot`, credential, { retryOptions: { maxTries: 1 } })
  const error = await service.getProperties().catch(error => error)
  return {
    query: query.toString(),
    service: service.constructor.name,
    error: [error.name, error.constructor.name, error instanceof azure.RestError, error.statusCode],
  }
}

export const run = defineTool({
  name: 'azure-storage-blob-run',
  description: 'Signs an address by a shared key, and is refused by a loopback server.',
  run: async () => JSON.stringify(await check(await import('@azure/storage-blob'))),
})
