import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { sent } from './sent.mjs'

const client = new S3Client({ region: 'eu-west-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } })

export const s3 = {
  name: 's3',
  description: 'Lists buckets',
  run: async message => {
    const body = `<ListAllMyBucketsResult><Prefix>pong: ${message}</Prefix></ListAllMyBucketsResult>`
    const { Prefix } = await sent(client, new ListBucketsCommand({}), body)
    return Prefix
  },
}
