import { writeFileSync } from 'node:fs'
import * as z from 'zod'
import { schema } from '../infra/config/config.ts'

// Writes docs/configuration.md from the schema: node scripts/configuration-docs.ts

interface Field {
  type?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  anyOf?: Field[]
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  format?: string
  items?: Field
  properties?: Record<string, Field>
}

const intro = `# Configuration

What a stack may set, in \`Pulumi.<stack>.yaml\` under the namespace \`mcp:\`. One run reports every mistake: an unknown key,
a wrong type, a rule between two keys. Set a key by hand in the file, or with the command:

\`\`\`sh
npx pulumi config set --stack dev --path mcp:lambda.memorySize 1024
npx pulumi config set --stack prod --path --secret "mcp:tokens[0]"
\`\`\`

The region and whatever else the AWS provider takes is in the namespace \`aws:\`: \`aws:region\`, \`aws:profile\`, \`aws:assumeRoles\`.

This page is written from the schema, \`infra/config/config.ts\`.

`

/** The page, from the schema alone. */
export function configurationDocs(): string {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' }) as Field
  const rows = Object.entries(properties).flatMap(([key, field]) => fieldRows(`mcp:${key}`, field))
  const table = [
    '| key | value | default | |',
    '| --- | --- | --- | --- |',
    ...rows.map(cells => `| ${cells.join(' | ')} |`),
  ]
  return `${intro}${table.join('\n')}\n`
}

/** A section is its fields; anything else is one row. */
function fieldRows(key: string, field: Field): string[][] {
  if (field.properties) {
    return Object.entries(field.properties).flatMap(([name, inner]) => fieldRows(`${key}.${name}`, inner))
  }
  // Dependabot changes a digest, and writes no page.
  const value = JSON.stringify(field.default)?.replace(/@sha256:[0-9a-f]{64}/, '')
  const byDefault = value === undefined || key === 'mcp:tokens' ? '' : `\`${value}\``
  return [[`\`${key}\``, key === 'mcp:tokens' ? 'list of secrets' : typeOf(field), byDefault, field.description ?? '']]
}

function typeOf(field: Field): string {
  if (field.enum) return field.enum.map(value => `\`${value}\``).join(', ')
  if (field.anyOf) return field.anyOf.map(({ const: value }) => value).join(', ')
  if (field.items) return `list of ${typeOf(field.items)}`
  const { minimum, maximum } = field
  const isSafe = (bound: number | undefined) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER
  if (isSafe(minimum) && isSafe(maximum)) return `${field.type}, ${minimum} to ${maximum}`
  if (isSafe(minimum)) return `${field.type}, at least ${minimum}`
  if (field.exclusiveMinimum !== undefined) return `${field.type}, above ${field.exclusiveMinimum}`
  return field.format ?? field.type ?? ''
}

if (import.meta.main) writeFileSync('docs/configuration.md', configurationDocs())
