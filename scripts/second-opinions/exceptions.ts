/** A finding that is meant, and why. */
export interface Exception {
  rule: string
  /** What it is about. */
  of: RegExp
  reason: string
}

/** What a tool finds. */
export interface Finding {
  rule: string
  /** The file's name and the resource, or the place in it. */
  of: string
  says: string
}

/** What is to be mended: findings that no exception names, and exceptions that no finding needs. */
export function problems(findings: Finding[], exceptions: Exception[]): string[] {
  const used = new Set<Exception>()
  const unnamed = findings.filter(({ rule, of }) => {
    const known = exceptions.filter(exception => exception.rule === rule && exception.of.test(of))
    for (const exception of known) used.add(exception)
    return known.length === 0
  })
  return [
    ...unnamed.map(({ rule, of, says }) => `${rule} ${of}: ${says}`),
    ...exceptions
      .filter(exception => !used.has(exception))
      .map(({ rule, of }) => `No finding needs the exception ${rule} ${of}: take it out`),
  ]
}

/** https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md */
export const ofCfnLint: Exception[] = [
  {
    rule: 'W3037',
    of: /deploy(api|domain)\b/,
    reason: 'AWS refuses by the name apigateway:TagResource, which its reference lacks: bootstrap/permissions/api.ts',
  },
]

/** https://www.checkov.io/5.Policy%20Index/cloudformation.html */
export const ofCheckov: Exception[] = [
  {
    rule: 'CKV_AWS_18',
    of: /Bucketstate/,
    reason: 'Who reads the state, CloudTrail tells: a bucket of logs would be one more that nobody looks at',
  },
  {
    rule: 'CKV_AWS_26',
    of: /Topic/,
    reason: "An alarm has no secrets, and CloudWatch cannot publish to a topic that is encrypted by AWS's own key",
  },
  {
    rule: 'CKV_AWS_115',
    of: /Function/,
    reason: 'A new account refuses every reservation: `lambda.reservedConcurrency` is for who has a higher quota',
  },
  { rule: 'CKV_AWS_116', of: /Function/, reason: 'They are called synchronously only: who calls gets the error' },
  { rule: 'CKV_AWS_117', of: /Function/, reason: 'They need nothing in a VPC, where the way to the internet costs' },
  { rule: 'CKV_AWS_120', of: /Stage/, reason: 'A POST is not cached, and an answer is for who called' },
  {
    rule: 'CKV_AWS_158',
    of: /LogGroup/,
    reason: "CloudWatch Logs encrypts by a key of AWS's own; no token and no argument of a tool is logged",
  },
  {
    rule: 'CKV_AWS_173',
    of: /Function/,
    reason: "Lambda encrypts them by AWS's key, and who may read the function is who deploys it",
  },
  { rule: 'CKV_OPENAPI_4', of: /security/, reason: 'API Gateway ignores it at the root: each operation says its own' },
  { rule: 'CKV_OPENAPI_5', of: /security/, reason: 'As CKV_OPENAPI_4' },
  {
    rule: 'CKV_OPENAPI_20',
    of: /paths/,
    reason: 'API Gateway answers by HTTPS only; without a domain no server is named',
  },
]
