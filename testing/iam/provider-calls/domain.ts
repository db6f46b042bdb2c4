import { retagging, serviceLinkedRole, tagging } from './api.ts'
import { arn, gateway, type Operations, type Owner, of, on } from './call.ts'

const verb = of('apigateway')
const acm = of('acm')
const route53 = of('route53')

export function domainCalls({ name, domain }: Owner): Record<string, Operations> {
  const certificate = arn('acm', 'certificate/1')
  const names = gateway('/domainnames')
  const own = `${names}/${domain}`
  const mapping = `${own}/basepathmappings`
  const zone = 'arn:aws:route53:::hostedzone/Z1'
  const tagged = { 'aws:ResourceTag/stack': name }
  const tags = { 'aws:RequestTag/stack': name }
  const describe = on(certificate, acm('DescribeCertificate'))
  const changes = [
    ['A', domain],
    ['CNAME', `_0a1b2c.${domain}`],
  ].flatMap(([type = '', record = '']) =>
    on(zone, route53('ChangeResourceRecordSets'), {
      'route53:ChangeResourceRecordSetsNormalizedRecordNames': [record],
      'route53:ChangeResourceRecordSetsRecordTypes': [type],
    }),
  )
  const changed = [...changes, ...on('arn:aws:route53:::change/C1', route53('GetChange'))]
  return {
    'aws:acm/certificate:Certificate': {
      source: 'acm/certificate.go',
      create: [
        ...on('*', acm('RequestCertificate'), { 'acm:ValidationMethod': 'DNS', 'acm:DomainNames': [domain], ...tags }),
        ...on(certificate, acm('AddTagsToCertificate'), tags),
        ...describe,
      ],
      read: [...describe, ...on(certificate, acm('ListTagsForCertificate'))],
      update: [
        ...on(certificate, acm('UpdateCertificateOptions', 'RemoveTagsFromCertificate'), tagged),
        ...on(certificate, acm('AddTagsToCertificate'), { ...tags, ...tagged }),
      ],
      delete: on(certificate, acm('DeleteCertificate'), tagged),
    },
    'aws:acm/certificateValidation:CertificateValidation': {
      source: 'acm/certificate_validation.go', // It waits.
      create: describe,
      read: describe,
      delete: [],
    },
    'aws:apigateway/domainName:DomainName': {
      source: 'apigateway/domain_name.go',
      create: [...on(names, verb('POST', 'AddCertificateToDomain')), ...tagging(names), ...serviceLinkedRole()],
      read: on(own, verb('GET')),
      update: [...on(own, verb('PATCH', 'AddCertificateToDomain', 'RemoveCertificateFromDomain')), ...retagging(own)],
      delete: on(own, verb('DELETE', 'RemoveCertificateFromDomain')),
    },
    'aws:apigateway/basePathMapping:BasePathMapping': {
      source: 'apigateway/base_path_mapping.go',
      create: on(mapping, verb('POST')),
      read: on(`${mapping}/(none)`, verb('GET')),
      update: on(`${mapping}/(none)`, verb('PATCH')),
      delete: on(`${mapping}/(none)`, verb('DELETE')),
    },
    'aws:route53/record:Record': {
      source: 'route53/record.go',
      create: [...on(zone, route53('GetHostedZone')), ...changed],
      read: on(zone, route53('GetHostedZone', 'ListResourceRecordSets')),
      update: changed,
      delete: [...on(zone, route53('ListResourceRecordSets')), ...changed],
    },
  }
}
