import { execFile } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { type Exception, type Finding, ofCfnLint, ofCheckov, problems } from './exceptions.ts'

// What cfn-lint and checkov, which nobody here wrote, say of the templates in a folder:
// node scripts/second-opinions/judge.ts FOLDER CFN-LINT CHECKOV, both as the paths of the programs

const [folder = '', cfnLintProgram = '', checkovProgram = ''] = process.argv.slice(2)
const region = 'ap-southeast-2'

async function cfnLint(paths: string[]): Promise<Finding[]> {
  const output = await run(cfnLintProgram, ['--format', 'json', '--regions', region, '--', ...paths])
  const all = JSON.parse(output || '[]') as {
    Filename: string
    Message: string
    Location: { Path: unknown[] | null }
    Rule: { Id: string }
  }[]
  return all.map(({ Rule, Filename, Message, Location }) => ({
    rule: Rule.Id,
    of: `${basename(Filename)} ${(Location.Path ?? []).join('/')}`,
    says: Message.slice(0, 300),
  }))
}

async function checkov(paths: string[]): Promise<Finding[]> {
  const files = paths.flatMap(path => ['--file', path])
  const only = [
    '--framework',
    'cloudformation',
    'openapi',
    '--skip-download',
    '--compact',
    '--quiet',
    '--output',
    'json',
  ]
  const reports = [JSON.parse(await run(checkovProgram, [...files, ...only]))].flat() as {
    summary: { parsing_errors: number }
    results: { failed_checks: { check_id: string; check_name: string; file_path: string; resource: string }[] }
  }[]
  if (reports.some(({ summary }) => summary.parsing_errors > 0)) throw new Error('checkov could not read a template.')
  const failed = reports.flatMap(({ results }) => results.failed_checks)
  return failed.map(({ check_id, check_name, file_path, resource }) => ({
    rule: check_id,
    of: `${basename(file_path)} ${resource}`,
    says: check_name,
  }))
}

/** What it prints. That it found something is no failure; that it printed nothing is for who reads it. */
async function run(program: string, args: string[]): Promise<string> {
  const options = { maxBuffer: 2 ** 28 }
  const { stdout } = await promisify(execFile)(program, args, options).catch(error => {
    if (typeof error.code !== 'number' || !error.stdout) throw error
    return error as { stdout: string }
  })
  return stdout
}

/** A tool that finds nothing in what is wrong would find nothing in what is ours. */
async function checkThatTheyFind(): Promise<void> {
  const path = join(folder, 'wrong.json')
  const Properties = {
    Role: 'nobody',
    Timeout: 901,
    Code: { ImageUri: 'x' },
    Environment: { Variables: { AWS_REGION: 1 } },
  }
  const Resources = { Wrong: { Type: 'AWS::Lambda::Function', Properties: { ...Properties, Memorysize: 512 } } }
  writeFileSync(path, JSON.stringify({ Resources }))
  const found = [...(await cfnLint([path])), ...(await checkov([path]))].map(({ rule }) => rule)
  const missing = ['E3002', 'E3031', 'CKV_AWS_116'].filter(rule => !found.includes(rule))
  if (missing.length > 0) throw new Error(`What is wrong passes: no ${missing}, but ${found}`)
}

const paths = (end: string) =>
  readdirSync(folder)
    .filter(name => name.endsWith(end))
    .map(name => join(folder, name))
const [templates, documents] = [paths('.template.json'), paths('.openapi.json')]
if (templates.length < 10 || documents.length < 9)
  throw new Error(`${folder} has ${templates.length} templates and ${documents.length} documents, which cannot be all.`)
await checkThatTheyFind()
const opinions: [string, Finding[], Exception[]][] = [
  ['cfn-lint', await cfnLint(templates), ofCfnLint],
  ['checkov', await checkov([...templates, ...documents]), ofCheckov],
]
for (const [tool, findings, exceptions] of opinions) {
  const wrong = problems(findings, exceptions)
  console.log(
    `${tool}: ${templates.length} templates, ${findings.length} findings, ${exceptions.length} named exceptions`,
  )
  for (const line of wrong) console.log(`  ${line}`)
  if (wrong.length > 0) process.exitCode = 1
}
