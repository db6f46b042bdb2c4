import { arn, nameOf, type Permissions, type Target } from '../statement.ts'

/**
 * The stack's host name, where it may have one: by that name, as far as AWS has a condition for it. A certificate has a
 * number in place of a name, so it is known by the tag that the program gives it; one without a tag can be claimed, and
 * which hosted zone it is does not stand in the configuration.
 */
export function domain(target: Target): Permissions {
  const { region, domain: name } = target
  if (name === undefined) return { read: [], write: [] }
  const certificates = arn(target, 'acm', 'certificate/*')
  const names = `arn:aws:apigateway:${region}::/domainnames` as const
  const own = [`${names}/${name}`, `${names}/${name}/*`] as const
  const zones = 'arn:aws:route53:::hostedzone/*'
  const tag = nameOf(target)
  return {
    preview: [
      {
        reason: 'The zone is looked for by its name. Knows no resources',
        actions: ['route53:ListHostedZones'],
        resources: ['*'],
      },
      {
        reason: 'The zone, whichever it is',
        actions: ['route53:GetHostedZone', 'route53:ListTagsForResource'],
        resources: [zones],
      },
    ],
    read: [
      {
        reason: 'The records in the zone',
        actions: ['route53:ListResourceRecordSets'],
        resources: [zones],
      },
      {
        reason: 'The certificate, whose ARN is a number. It is public',
        actions: ['acm:DescribeCertificate', 'acm:ListTagsForCertificate'],
        resources: [certificates],
      },
      {
        reason: 'The host name, and where it leads to',
        actions: ['apigateway:GET'],
        resources: [...own],
      },
    ],
    write: [
      {
        // https://docs.aws.amazon.com/acm/latest/userguide/acm-conditions.html
        reason: 'Ask for a certificate for this name, to be proved by DNS. Knows no resources',
        actions: ['acm:RequestCertificate'],
        resources: ['*'],
        condition: {
          StringEquals: { 'acm:ValidationMethod': 'DNS' },
          'ForAllValues:StringEquals': { 'acm:DomainNames': [name] },
        },
      },
      {
        reason: 'Tag it as the own, and never one of another stack',
        actions: ['acm:AddTagsToCertificate'],
        resources: [certificates],
        condition: { StringEqualsIfExists: { 'aws:RequestTag/stack': tag, 'aws:ResourceTag/stack': tag } },
      },
      {
        reason: 'Change and delete the own',
        actions: ['acm:RemoveTagsFromCertificate', 'acm:UpdateCertificateOptions', 'acm:DeleteCertificate'],
        resources: [certificates],
        condition: { StringEquals: { 'aws:ResourceTag/stack': tag } },
      },
      {
        // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
        reason: "The address is an A, the certificate's proof a CNAME below it: no mail, no delegation, no other name",
        actions: ['route53:ChangeResourceRecordSets'],
        resources: [zones],
        condition: {
          'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'CNAME'] },
          'ForAllValues:StringLike': {
            'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name, `_*.${name}`],
          },
        },
      },
      {
        reason: 'Wait until a change has reached all name servers',
        actions: ['route53:GetChange'],
        resources: ['arn:aws:route53:::change/*'],
      },
      {
        reason: 'Create a host name. Which one, no condition tells; it takes a certificate for it',
        actions: ['apigateway:POST'],
        resources: [names],
      },
      {
        reason: 'Change and delete it and its mapping. `TagResource` is no action of the reference: see the API',
        actions: [
          'apigateway:POST',
          'apigateway:PATCH',
          'apigateway:DELETE',
          'apigateway:AddCertificateToDomain',
          'apigateway:RemoveCertificateFromDomain',
          'apigateway:TagResource',
          'apigateway:UntagResource',
        ],
        resources: [...own],
      },
      {
        reason: 'API Gateway checks these of a host name that is being created by the path above it',
        actions: ['apigateway:AddCertificateToDomain', 'apigateway:TagResource'],
        resources: [names],
      },
    ],
  }
}
