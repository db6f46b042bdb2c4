import type { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { defineTool } from '../../mcp/tool.ts'

export const options = {
  region: 'us-east-1',
  endpoint: 'https://s3.amazonaws.com',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
}

export async function check(sign: typeof getSignedUrl, client: S3Client, Get: typeof GetObjectCommand) {
  const command = new Get({ Bucket: 'examplebucket', Key: 'a b/māori.txt' })
  return { url: await sign(client, command, { expiresIn: 86_400, signingDate: new Date('2013-05-24T00:00:00Z') }) }
}

export const run = defineTool({
  name: 'aws-sdk-s3-request-presigner-run',
  description: 'Signs a URL for a day that is over.',
  async run() {
    const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3')
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner')
    return JSON.stringify(await check(getSignedUrl, new S3Client(options), GetObjectCommand))
  },
})
