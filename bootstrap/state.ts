import * as aws from '@pulumi/aws'

/** Where Pulumi keeps the state of all stacks, and the key of their secrets: what must not get lost. */
export interface State {
  bucket: string
  key: aws.kms.Key
  /** The key's alias, without `alias/`. */
  alias: string
}

const protect = true

export function createState(project: string, account: string, region: string): State {
  const alias = `${project}-pulumi`
  const key = new aws.kms.Key(
    'state',
    { description: `State and secrets of ${project}`, enableKeyRotation: true, deletionWindowInDays: 30 },
    { protect },
  )
  new aws.kms.Alias('state', { name: `alias/${alias}`, targetKeyId: key.keyId }, { protect })

  // Known before it is made, as roles and commands name it; with the account's number no one else has taken it.
  const name = `${project}-pulumi-${account}-${region}`
  const bucket = new aws.s3.Bucket('state', { bucket: name }, { protect })
  secure(bucket, name, key)
  keepVersions(bucket, key)
  return { bucket: name, key, alias }
}

function secure(bucket: aws.s3.Bucket, name: string, key: aws.kms.Key): void {
  new aws.s3.BucketPublicAccessBlock('state', {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  })
  new aws.s3.BucketServerSideEncryptionConfiguration('state', {
    bucket: bucket.bucket,
    rules: [
      {
        // Without a bucket key, as each object's ARN is then part of its encryption, and the roles are bound to it.
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
        bucketKeyEnabled: false,
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn },
      },
    ],
  })
  const onlyByTls = {
    Sid: 'OnlyByTls',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [onlyByTls] })
  new aws.s3.BucketPolicy('state', { bucket: bucket.bucket, policy })
}

/** An overwritten state can be had back for 90 days. */
function keepVersions(bucket: aws.s3.Bucket, key: aws.kms.Key): void {
  const versioning = new aws.s3.BucketVersioning('state', {
    bucket: bucket.bucket,
    versioningConfiguration: { status: 'Enabled' },
  })
  new aws.s3.BucketLifecycleConfiguration(
    'state',
    {
      bucket: bucket.bucket,
      rules: [
        {
          id: 'old-versions',
          status: 'Enabled',
          filter: {}, // All objects.
          noncurrentVersionExpiration: { noncurrentDays: 90 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    { dependsOn: [versioning] },
  )
  // Pulumi writes it at its first login. Here already, no deploy role has to, which could turn the backend's layout
  // around for all stacks: https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/meta.go
  new aws.s3.BucketObject(
    'layout',
    {
      bucket: bucket.bucket,
      key: '.pulumi/meta.yaml',
      content: 'version: 1\n',
      serverSideEncryption: 'aws:kms',
      kmsKeyId: key.arn,
    },
    { protect, dependsOn: [versioning] },
  )
}

/** As `pulumi login` takes it. */
export const backendUrl = ({ bucket }: State, region: string) => `s3://${bucket}?region=${region}`

/**
 * As `pulumi stack init --secrets-provider` takes it. The stack's name is part of the encryption: what stands encrypted
 * in a stack's file, which anybody may read, is readable to the role of that stack only, though all have one key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export const secretsProvider = ({ alias }: State, region: string, stack: string) =>
  `awskms://alias/${alias}?region=${region}&context_stack=${stack}`
