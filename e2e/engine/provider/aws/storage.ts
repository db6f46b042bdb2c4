import type { Kind, Resource } from '../kind.ts'
import { account, regionOf, uuid } from './account.ts'

/** s3/bucket_policy.go and its neighbours: parts of a bucket, with its name as their id. */
const ofBucket: Kind = { replaces: ['bucket'], id: ({ inputs }) => String(inputs.bucket) }
const keyArn = (resource: Resource) => `arn:aws:kms:${regionOf(resource)}:${account}:key/${uuid(resource)}`

export const storage: Record<string, Kind> = {
  // s3/bucket.go
  'aws:s3/bucket:Bucket': {
    taken: 'BucketAlreadyOwnedByYou',
    replaces: ['bucket', 'bucketPrefix', 'objectLockEnabled'],
    id: ({ inputs }) => String(inputs.bucket),
    outputs: resource => ({ arn: `arn:aws:s3:::${resource.inputs.bucket}` }),
  },
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': ofBucket,
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': ofBucket,
  'aws:s3/bucketPolicy:BucketPolicy': ofBucket,
  'aws:s3/bucketVersioning:BucketVersioning': ofBucket,
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': ofBucket,
  // s3/bucket_object.go
  'aws:s3/bucketObject:BucketObject': {
    replaces: ['bucket', 'key'],
    id: ({ inputs }) => `${inputs.bucket}/${inputs.key}`,
    outputs: ({ inputs }) => ({ arn: `arn:aws:s3:::${inputs.bucket}/${inputs.key}` }),
  },
  // kms/key.go
  'aws:kms/key:Key': {
    replaces: ['customerMasterKeySpec', 'keyUsage', 'multiRegion'],
    id: uuid,
    outputs: resource => ({ arn: keyArn(resource), keyId: uuid(resource) }),
  },
  // kms/alias.go
  'aws:kms/alias:Alias': {
    taken: 'AlreadyExistsException: An alias with that name already exists',
    replaces: ['name', 'namePrefix'],
    id: ({ inputs }) => String(inputs.name),
    outputs: resource => ({ arn: `arn:aws:kms:${regionOf(resource)}:${account}:${resource.inputs.name}` }),
  },
}
