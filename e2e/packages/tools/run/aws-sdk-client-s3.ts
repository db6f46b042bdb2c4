import type * as S3 from '@aws-sdk/client-s3'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(s3: typeof S3, client: S3.S3Client) {
  await http()
  const Bucket = 'bucket'
  const put = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'hello.txt', Body: 'hello' }))
  const got = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'hello.txt' }))
  const listed = await client.send(new s3.ListObjectsV2Command({ Bucket }))
  const error = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'none' })).catch(error => error)
  return {
    client: client.constructor.name,
    put: put.ETag,
    body: [got.Body?.constructor.name, await got.Body?.transformToString()],
    listed: listed.Contents,
    error: [error.name, error instanceof s3.NoSuchKey, error instanceof s3.S3ServiceException],
  }
}

export const run = defineTool({
  name: 'aws-sdk-client-s3-run',
  description: 'Puts, gets and lists objects on a loopback server, which recomputes each signature.',
  async run() {
    const s3 = await import('@aws-sdk/client-s3')
    return JSON.stringify(await check(s3, new s3.S3Client()))
  },
})
