import type { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { defineTool } from '../../tool.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html has these, and the signature.
export const example = {
  region: 'us-east-1',
  endpoint: 'https://s3.amazonaws.com',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
}

/** Signs AWS's example: without the parameters that the SDK adds, the signature is the one that AWS prints. */
export async function check(sign: typeof getSignedUrl, client: S3Client, Get: typeof GetObjectCommand) {
  const command = new Get({ Bucket: 'examplebucket', Key: 'test.txt' })
  command.middlewareStack.addRelativeTo(
    next => args => {
      const { request } = args as { request?: { query?: object } }
      if (request) request.query = {}
      return next(args)
    },
    { relation: 'before', toMiddleware: 'presignInterceptMiddleware', name: 'withoutQuery' },
  )
  const signed = await sign(client, command, { expiresIn: 86_400, signingDate: new Date('2013-05-24T00:00:00Z') })
  const { host, searchParams } = new URL(signed)
  return { host, signature: searchParams.get('X-Amz-Signature'), parameters: [...searchParams.keys()] }
}

export const run = defineTool({
  name: 'aws-sdk-s3-request-presigner-run',
  description: "Signs the URL of AWS's documentation, whose signature is printed there.",
  async run() {
    const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3')
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner')
    return JSON.stringify(await check(getSignedUrl, new S3Client(example), GetObjectCommand))
  },
})
