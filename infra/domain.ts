import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { StackConfig } from './config/config.ts'
import type { Scope } from './scope.ts'

export interface Domain {
  custom: aws.apigateway.DomainName
  /** What makes clients find it. */
  address: aws.route53.Record
}

/**
 * A host name of one's own: certificate and DNS records. It is there before the API's document and the authorizer speak of
 * it, as those refer clients of the old address to it.
 */
export function createDomain(
  { name, parent }: Scope,
  domain: NonNullable<StackConfig['domain']>,
  { protect }: StackConfig,
): Domain {
  const { zoneId } = aws.route53.getZoneOutput({ name: domain.zone }, { parent })
  const certificate = new aws.acm.Certificate(
    name,
    // By the tag the deploy role knows it, as its ARN tells nothing: bootstrap/permissions/domain.ts.
    { domainName: domain.name, validationMethod: 'DNS', tags: { stack: name } },
    { parent },
  )
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
  const address = new aws.route53.Record(
    name,
    {
      zoneId,
      name: domain.name,
      type: 'A',
      aliases: [{ name: custom.regionalDomainName, zoneId: custom.regionalZoneId, evaluateTargetHealth: false }],
    },
    { parent },
  )
  return { custom, address }
}

/** Leads the domain to the stage: at its root, where OAuth discovery looks for /.well-known. */
export function mapDomain(
  { name, parent }: Scope,
  { custom }: Domain,
  { api, stage }: { api: aws.apigateway.RestApi; stage: aws.apigateway.Stage },
): pulumi.Output<string> {
  const mapping = new aws.apigateway.BasePathMapping(
    name,
    { domainName: custom.domainName, restApi: api.id, stageName: stage.stageName },
    { parent },
  )
  return pulumi.interpolate`https://${mapping.domainName}/mcp`
}
