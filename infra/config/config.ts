import * as z from 'zod'
import { baseImage } from '../image/base-image.ts'
import { jwt } from './jwt-section.ts'

// What a stack may set, and by which rules. Free of Pulumi: documentation and tests read it too.

/** What may be known of a token: the schema never sees the secret itself. */
const token = z.object({
  /** In characters. */
  length: z.int(),
  /** Whether a caller can send it, by RFC 6750. */
  sendable: z.boolean(),
  /** Whether it stands encrypted in the stack's file. */
  encrypted: z.boolean(),
})

export type Token = z.output<typeof token>

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retention = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]

const lambda = z.strictObject({
  memorySize: z
    .int()
    .min(128)
    .max(10_240)
    .default(1024)
    .meta({ description: 'MB of the server function. 1769 is one vCPU.' }),
  timeout: z
    .int()
    .min(2)
    .max(900)
    .default(20)
    .meta({ description: 'Seconds that a request may take: at most 29, or 900 with `mcp:streaming`.' }),
  architecture: z.enum(['x86_64', 'arm64']).default('x86_64').meta({
    description: 'Of the image and both functions. `arm64` costs a fifth less; an x86 machine builds it by emulation.',
  }),
  environment: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]+$/, 'names of letters, digits and _'), z.string())
    .default({})
    .meta({
      description: 'Variables for your tools. No secrets: name their ARN, and allow it in `infra/permissions.ts`.',
    }),
  reservedConcurrency: z.int().min(0).optional().meta({
    description: 'Instances kept for the server function, and its limit. New accounts have too few to reserve any.',
  }),
  provisionedConcurrency: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Instances kept warm, billed by the hour. Not with `release: canary`.' }),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info').meta({ description: "Of both functions' log." }),
  snapshot: z.boolean().default(true).meta({
    description:
      'The image is built with a V8 snapshot, and the server starts from it: [half of a cold start](cold-start.md). `false`: neither. Experimental in Node 24.',
  }),
})

const throttle = z.strictObject({
  rate: z
    .number()
    .positive()
    .default(50)
    .meta({ description: 'Requests a second, for all callers together. More are refused with 429.' }),
  burst: z.int().positive().default(100).meta({ description: 'Requests at one moment, for all callers together.' }),
})

const domain = z.strictObject({
  name: z.hostname().meta({ description: 'The host name that clients call.' }),
  zone: z.hostname().meta({ description: 'The Route 53 hosted zone that holds the name.' }),
  exclusive: z.boolean().default(false).meta({
    description:
      "Switches the API's own address off. Not in the deployment that brings the domain, or clients of the old address are cut off before the new one answers.",
  }),
})

/** The keys of the namespace `mcp:`. */
export const schema = z.strictObject({
  environment: z
    .enum(['development', 'production'])
    .default('development')
    .meta({ description: '`production` asks for authorization and for long tokens.' }),
  authorization: z.enum(['none', 'token', 'jwt']).meta({
    description:
      '[Who may call](authorization.md): anybody, callers with a token of yours, or callers with a token of an authorization server. There is no default, because you have to decide.',
  }),
  tokens: z.array(token).default([]).meta({
    description: 'The valid tokens, as a secret list. To rotate, add the new one, deploy, then remove the old one.',
  }),
  jwt: jwt.optional(),
  allowPublic: z.boolean().default(false).meta({ description: 'Allows `authorization: none` in production.' }),
  allowedOrigins: z
    .array(
      z.url({ protocol: /^https?$/ }).refine(value => new URL(value).origin === value, 'scheme, host and port only'),
    )
    .min(1)
    .optional()
    .meta({
      description: 'Origins of web pages that may call. Default: any, because the server uses no cookies.',
    }),
  stateKey: z.int().min(1).default(1).meta({
    description:
      'The number of the key that signs what a tool asks a caller to bring back. To rotate, add one: the key before it stays good.',
  }),
  lambda: lambda.prefault({}),
  throttle: throttle.prefault({}),
  streaming: z.boolean().default(false).meta({
    description:
      'Sends answers as they are written: progress as it happens, calls of up to 15 minutes. [What it changes](streaming.md).',
  }),
  release: z.enum(['direct', 'canary']).default('direct').meta({
    description:
      '`direct`: a deployment moves all traffic at once. `canary`: CodeDeploy moves a tenth, and goes back on an alarm.',
  }),
  domain: domain.optional(),
  webAclArn: z
    .string()
    .regex(/^arn:aws[\w-]*:wafv2:[\w-]+:\d{12}:regional\/webacl\//, 'the ARN of a regional WAFv2 web ACL')
    .optional()
    .meta({ description: 'A WAF web ACL to put in front of the API.' }),
  alarmEmail: z.email().optional().meta({ description: 'Where alarms are sent; AWS asks the address to confirm.' }),
  logRetentionDays: z
    .union(
      retention.map(days => z.literal(days)),
      'one of the values that CloudWatch has',
    )
    .default(30)
    .meta({ description: 'Days that logs are kept.' }),
  apiLogRole: z.enum(['create', 'existing']).default('create').meta({
    description: "API Gateway's log role, one for a whole account and region: made by this stack, or there already.",
  }),
  permissionsBoundary: z
    .string()
    .regex(/^arn:aws[\w-]*:iam::\d{12}:policy\/\S+$/, 'the ARN of a policy of the account')
    .optional()
    .meta({
      description:
        'What no role of the stack may exceed: [the policy that `bootstrap/` has made](delivery.md#what-the-roles-may-do).',
    }),
  imageUri: z
    .string()
    .regex(/@sha256:[0-9a-f]{64}$/, 'pinned by digest: REPOSITORY@sha256:…')
    .optional()
    .meta({ description: 'An image to deploy instead of building one.' }),
  baseImage: z
    .string()
    .min(1)
    .default(baseImage)
    .meta({ description: 'The base of the image, [by its digest](delivery.md#the-base-image).' }),
  protect: z
    .boolean()
    .default(false)
    .meta({ description: 'Keeps the image repository and the domain from being destroyed by mistake.' }),
})

export type StackConfig = z.output<typeof schema>

/** The keys that there are below a path, the nearest known ones for a misspelt key. */
export function keysAt(path: PropertyKey[]): string[] {
  const [section] = path
  return Object.keys(
    section === undefined ? schema.shape : ({ lambda, throttle, domain, jwt }[String(section)]?.shape ?? {}),
  )
}
