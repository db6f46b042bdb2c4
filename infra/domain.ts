import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { StackConfig } from './config.ts'
import type { Scope } from './scope.ts'

/** A host name of one's own before the stage: certificate, DNS records, and the mapping at its root. */
export function createDomain(
  { name, parent }: Scope,
  domain: NonNullable<StackConfig['domain']>,
  { api, stage }: { api: aws.apigateway.RestApi; stage: aws.apigateway.Stage },
  { protect }: StackConfig,
): pulumi.Output<string> {
  const { zoneId } = aws.route53.getZoneOutput({ name: domain.zone }, { parent })
  const certificate = new aws.acm.Certificate(name, { domainName: domain.name, validationMethod: 'DNS' }, { parent })
  const option = certificate.domainValidationOptions.apply(([first]) => {
    if (first === undefined) throw new Error(`ACM named no DNS record to prove ${domain.name} by.`)
    return first
  })
  const proof = new aws.route53.Record(
    `${name}-validation`,
    {
      zoneId,
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      records: [option.resourceRecordValue],
      ttl: 300,
    },
    { parent },
  )
  const issued = new aws.acm.CertificateValidation(
    name,
    { certificateArn: certificate.arn, validationRecordFqdns: [proof.fqdn] },
    { parent },
  )
  const custom = new aws.apigateway.DomainName(
    name,
    {
      domainName: domain.name,
      regionalCertificateArn: issued.certificateArn,
      endpointConfiguration: { types: 'REGIONAL' },
      securityPolicy: 'TLS_1_2',
    },
    { parent, protect },
  )
  // At the root, where OAuth discovery looks for /.well-known.
  const mapping = new aws.apigateway.BasePathMapping(
    name,
    { domainName: custom.domainName, restApi: api.id, stageName: stage.stageName },
    { parent },
  )
  new aws.route53.Record(
    name,
    {
      zoneId,
      name: domain.name,
      type: 'A',
      aliases: [{ name: custom.regionalDomainName, zoneId: custom.regionalZoneId, evaluateTargetHealth: false }],
    },
    { parent },
  )
  return pulumi.interpolate`https://${mapping.domainName}/mcp`
}
