import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bootstrap } from '../../bootstrap/mocked-bootstrap.ts'
import { deploy } from '../../infra/mocked-deployment.ts'
import type { Registered } from '../../infra/recording.ts'

// Writes what every role of the two programs may do, all of its policies in one document, a file each, for tools that
// nobody here wrote: node scripts/second-opinions/documents.ts FOLDER

const [folder = ''] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })

const stacks = ['dev', 'qas', 'prod']
const domains = Object.fromEntries(stacks.map(stack => [stack, `${stack}.mcp.example.com`]))
write((await bootstrap({ repository: 'owner/name', domains })).resources)
const canary = { release: 'canary', authorization: 'token', apiLogRole: 'existing' }
for (const stack of stacks) write((await deploy(stack, { config: canary })).resources)

function write(resources: Registered[]): void {
  const statements: Record<string, unknown[]> = {}
  for (const { type, name, inputs } of resources) {
    if (!/^aws:iam\/(policy|rolePolicy):/.test(type)) continue
    const role = /^.*-(deploy|preview)(?=-)/.exec(name)?.[0] ?? name
    const { Statement } = JSON.parse(real(String(inputs.policy))) as { Statement: unknown[] }
    statements[role] = [...(statements[role] ?? []), ...Statement]
  }
  for (const [role, Statement] of Object.entries(statements))
    writeFileSync(join(folder, `${role}.json`), JSON.stringify({ Version: '2012-10-17', Statement }))
}

/** The mocks name no service in an ARN: of those that stand in a policy, these are the key, and the log groups. */
function real(policy: string): string {
  return policy
    .replaceAll(/arn:aws:mock:([^"]*):state"/g, 'arn:aws:kms:$1:key/0"')
    .replaceAll(/arn:aws:mock:([^"]*):([^":]+):\*"/g, 'arn:aws:logs:$1:log-group:$2:*"')
}
