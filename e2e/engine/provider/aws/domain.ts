import type { Kind } from '../kind.ts'
import { account, regionOf, uuid } from './account.ts'

export const domain: Record<string, Kind> = {
  // acm/certificate.go
  'aws:acm/certificate:Certificate': {
    replaces: ['domainName', 'validationMethod', 'subjectAlternativeNames', 'keyAlgorithm'],
    id: resource => `arn:aws:acm:${regionOf(resource)}:${account}:certificate/${uuid(resource)}`,
    outputs: resource => ({
      arn: `arn:aws:acm:${regionOf(resource)}:${account}:certificate/${uuid(resource)}`,
      domainValidationOptions: [
        {
          domainName: resource.inputs.domainName,
          resourceRecordName: `_${resource.hex.slice(0, 32)}.${resource.inputs.domainName}.`,
          resourceRecordType: 'CNAME',
          resourceRecordValue: `_${resource.hex.slice(32, 64)}.acm-validations.aws.`,
        },
      ],
    }),
  },
  // acm/certificate_validation.go: waits for the certificate, and is nothing of its own.
  'aws:acm/certificateValidation:CertificateValidation': {
    replaces: ['certificateArn', 'validationRecordFqdns'],
    id: ({ hex }) => `validated-${hex.slice(0, 8)}`,
  },
  // route53/record.go
  'aws:route53/record:Record': {
    taken: 'InvalidChangeBatch: Tried to create resource record set but it already exists',
    replaces: ['zoneId', 'name', 'setIdentifier'],
    id: ({ inputs }) => [inputs.zoneId, String(inputs.name).replace(/\.$/, ''), inputs.type].join('_'),
    outputs: ({ inputs }) => ({ fqdn: String(inputs.name).replace(/\.$/, '') }),
  },
  // wafv2/web_acl_association.go
  'aws:wafv2/webAclAssociation:WebAclAssociation': {
    replaces: 'all',
    id: ({ inputs }) => `${inputs.webAclArn},${inputs.resourceArn}`,
  },
}
