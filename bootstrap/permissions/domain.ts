import { arn, type Permissions, type Target } from '../statement.ts'

/**
 * The stack's host name. Which one, and in which zone, stands in the stack's file and not here, so these are limited by
 * kind: certificates proved by DNS, records of the two types that the program writes.
 */
export function domain(target: Target): Permissions {
  const certificates = arn(target, 'acm', 'certificate/*')
  const names = `arn:aws:apigateway:${target.region}::/domainnames` as const
  const zones = 'arn:aws:route53:::hostedzone/*'
  return {
    read: [
      {
        reason: 'The zone is looked for by its name. Knows no resources',
        actions: ['route53:ListHostedZones'],
        resources: ['*'],
      },
      {
        reason: 'The zone, and the records in it',
        actions: ['route53:GetHostedZone', 'route53:ListResourceRecordSets', 'route53:ListTagsForResource'],
        resources: [zones],
      },
      {
        reason: 'The certificate, whose ARN is a number',
        actions: ['acm:DescribeCertificate', 'acm:ListTagsForCertificate'],
        resources: [certificates],
      },
      {
        reason: 'The host name, and where it leads to',
        actions: ['apigateway:GET'],
        resources: [`${names}/*`],
      },
    ],
    write: [
      {
        reason: 'Ask for a certificate, to be proved by DNS. Knows no resources',
        actions: ['acm:RequestCertificate'],
        resources: ['*'],
        condition: { StringEquals: { 'acm:ValidationMethod': 'DNS' } },
      },
      {
        reason: 'Change, tag and delete it',
        actions: [
          'acm:AddTagsToCertificate',
          'acm:RemoveTagsFromCertificate',
          'acm:UpdateCertificateOptions',
          'acm:DeleteCertificate',
        ],
        resources: [certificates],
      },
      {
        // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
        reason: "The certificate's proof is a CNAME, the address an A: no mail, no delegation",
        actions: ['route53:ChangeResourceRecordSets'],
        resources: [zones],
        condition: { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'CNAME'] } },
      },
      {
        reason: 'Wait until a change has reached all name servers',
        actions: ['route53:GetChange'],
        resources: ['arn:aws:route53:::change/*'],
      },
      {
        reason: 'Create, change and delete the host name and its mapping',
        actions: [
          'apigateway:POST',
          'apigateway:PATCH',
          'apigateway:DELETE',
          'apigateway:AddCertificateToDomain',
          'apigateway:RemoveCertificateFromDomain',
        ],
        resources: [names, `${names}/*`],
      },
    ],
  }
}
