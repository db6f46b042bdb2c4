import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Registered } from '../../testing/pulumi/recording.ts'
import { programs } from './programs.ts'

// Writes what every role of the two programs may do, all of its policies in one document, a file each, for tools that
// nobody here wrote: node scripts/second-opinions/documents.ts FOLDER

const [folder = ''] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
for (const resources of Object.values(await programs())) write(resources)

function write(resources: Registered[]): void {
  const statements: Record<string, unknown[]> = {}
  for (const { type, name, inputs } of resources) {
    if (!/^aws:iam\/(policy|rolePolicy):/.test(type)) continue
    const role = /^.*-(deploy|preview)(?=-)/.exec(name)?.[0] ?? name
    const { Statement } = JSON.parse(String(inputs.policy)) as { Statement: unknown[] }
    statements[role] = [...(statements[role] ?? []), ...Statement]
  }
  for (const [role, Statement] of Object.entries(statements))
    writeFileSync(join(folder, `${role}.json`), JSON.stringify({ Version: '2012-10-17', Statement }))
}
