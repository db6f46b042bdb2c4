import type { Permissions, Target } from '../statement.ts'

/** The stack's part of the state bucket, and of the key. */
export function state({ project, stack, region, bucket, key }: Target): Permissions {
  const object = (path: string) => `arn:aws:s3:::${bucket}/.pulumi/${path}` as const
  // `.json`, `.json.bak`, `.json.gz`, `.pulumi-tags`. https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/store.go
  const checkpoint = object(`stacks/${project}/${stack}.*`)
  const layout = object('meta.yaml')
  const folders = ['history', 'backups', 'locks/organization'].map(folder => object(`${folder}/${project}/${stack}/*`))
  const throughS3 = (objects: string[]) => ({
    StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': objects },
  })
  return {
    preview: [
      {
        reason:
          'Pulumi lists the bucket to see that it is there, then stacks and locks. Names of objects, not contents',
        actions: ['s3:ListBucket'],
        resources: [`arn:aws:s3:::${bucket}`],
      },
      {
        reason: "The state of this stack, and the backend's layout",
        actions: ['s3:GetObject'],
        resources: [layout, checkpoint],
      },
      {
        reason: 'S3 decrypts these objects in the name of who reads them. No secret in them: those are encrypted twice',
        actions: ['kms:Decrypt'],
        resources: [key],
        condition: throughS3([layout, checkpoint]),
      },
    ],
    read: [],
    write: [
      {
        reason: 'The state of this stack, with its history, its backups and its lock',
        actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        resources: [checkpoint, ...folders],
      },
      {
        reason: 'S3 encrypts and decrypts these objects',
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: [key],
        condition: throughS3([checkpoint, ...folders]),
      },
      {
        reason: "Secrets of this stack, and of no other: the stack's name is part of their encryption",
        actions: ['kms:Encrypt', 'kms:Decrypt'],
        resources: [key],
        condition: { StringEquals: { 'kms:EncryptionContext:stack': stack } },
      },
    ],
  }
}
