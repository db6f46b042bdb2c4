import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { defineTool } from '../../mcp/tool.ts'
import { check, options } from '../run/aws-sdk-s3-request-presigner.ts'

const client = new S3Client(options)

export const load = defineTool({
  name: 'aws-sdk-s3-request-presigner-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(getSignedUrl, client, GetObjectCommand)),
})
