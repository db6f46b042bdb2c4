import * as aws from '@pulumi/aws'
import { type Policies, validateResourceOfType } from '@pulumi/policy'

// https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html

export const ecr: Policies = [
  {
    name: 'ECR.1-CKV_AWS_163-scan-on-push',
    description: 'An image is scanned when it is pushed.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.ecr.Repository, ({ imageScanningConfiguration }, _, report) => {
      if (imageScanningConfiguration?.scanOnPush !== true) report('Set imageScanningConfiguration.scanOnPush to true.')
    }),
  },
  {
    name: 'ECR.2-CKV_AWS_51-immutable-tags',
    description: 'A tag stays with its image.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.ecr.Repository, ({ imageTagMutability = 'MUTABLE' }, _, report) => {
      // AWS's control does not accept IMMUTABLE_WITH_EXCLUSION either.
      if (imageTagMutability !== 'IMMUTABLE') report(`imageTagMutability is ${imageTagMutability}: make it IMMUTABLE.`)
    }),
  },
  {
    name: 'ECR.3-lifecycle-policy',
    description: 'A repository gets rid of what nobody needs.',
    enforcementLevel: 'mandatory',
    validateStack: ({ resources }, report) => {
      // AWS keeps one lifecycle policy for a repository: to count is enough, and takes no name that a preview lacks.
      const repositories = resources.filter(resource => resource.isType(aws.ecr.Repository)).length
      const lifecycles = resources.filter(resource => resource.isType(aws.ecr.LifecyclePolicy)).length
      if (lifecycles >= repositories) return
      report(`${repositories - lifecycles} of ${repositories} repositories have none: add an aws.ecr.LifecyclePolicy.`)
    },
  },
  {
    // Advisory everywhere: ECR encrypts what it stores in any case, an image should hold no secret, and to change it
    // replaces the repository, which takes every earlier release away.
    name: 'CKV_AWS_136-kms',
    description: 'A repository is encrypted by a key of KMS, whose use is on record.',
    enforcementLevel: 'advisory',
    validateResource: validateResourceOfType(aws.ecr.Repository, ({ encryptionConfigurations = [] }, _, report) => {
      if (encryptionConfigurations.some(({ encryptionType }) => encryptionType?.startsWith('KMS'))) return
      report('Give a new repository encryptionConfigurations: [{ encryptionType: "KMS" }].')
    }),
  },
]
