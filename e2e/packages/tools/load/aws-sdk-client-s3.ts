import * as s3 from '@aws-sdk/client-s3'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/aws-sdk-client-s3.ts'

const client = new s3.S3Client()

export const load = defineTool({
  name: 'aws-sdk-client-s3-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(s3, client)),
})
