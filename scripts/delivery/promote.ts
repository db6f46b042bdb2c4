import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { servingTags } from '../../infra/image-tag.ts'
import { parseConfig } from '../../infra/parse-config.ts'
import { pulumi } from '../pulumi.ts'
import { readStackFile } from '../stack-file.ts'
import { output, required } from './github.ts'

// Finds the image for this content: in the stack's own repository, else in that of an earlier stage, whose manifest is
// then copied unchanged, so that what runs is what was tried there. Where there is none, the deployment builds it.

/** From the first stage to the last. */
const stages = ['dev', 'qas', 'prod']

const stack = required('STACK')
const registry = required('REGISTRY')
const { name: project } = parse(readFileSync('Pulumi.yaml', 'utf8')) as { name: string }
const repository = (of: string) => `${registry}/${project}-${of}`

const tags = contentTags()
const own = digestOf(repository(stack))
const earlier = stages.slice(0, Math.max(0, stages.indexOf(stack))).reverse()
const source = own === undefined ? earlier.find(stage => digestOf(repository(stage)) !== undefined) : undefined

if (own !== undefined) {
  console.log(`${repository(stack)} has the image of this content: ${own}`)
} else if (source !== undefined) {
  await promote(source)
} else {
  console.log(`No stage has an image of this content: the deployment builds it, as ${tags[0]}.`)
}
output('built', String(own === undefined && source === undefined))

async function promote(stage: string): Promise<void> {
  const digest = digestOf(repository(stage))
  // In front of its first deployment the stack has no repository to copy into.
  if (!exists(repository(stack))) {
    await pulumi(['up', '--yes', '--stack', stack, '--target', '**aws:ecr/**', '--skip-preview'])
  }
  // skopeo refuses to copy when the manifest, and with it the digest, would not stay as it is.
  const [from, to] = [
    `docker://${repository(stage)}@${digest}`,
    `docker://${repository(stack)}:${tagIn(repository(stage))}`,
  ]
  const { status } = spawnSync('skopeo', ['copy', '--preserve-digests', from, to], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  await pulumi(['config', 'set', '--stack', stack, 'mcp:imageUri', `${repository(stack)}@${digest}`])
}

/** The first of the tags that a repository has. */
function tagIn(name: string): string | undefined {
  return tags.find(tag => inspect(name, tag) !== undefined)
}

function digestOf(name: string): string | undefined {
  const tag = tagIn(name)
  return tag === undefined ? undefined : inspect(name, tag)
}

function inspect(name: string, tag: string): string | undefined {
  const { status, stdout } = spawnSync('skopeo', ['inspect', '--format', '{{.Digest}}', `docker://${name}:${tag}`], {
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : undefined
}

function exists(name: string): boolean {
  return spawnSync('skopeo', ['list-tags', `docker://${name}`], { stdio: 'ignore' }).status === 0
}

/** Of the tokens, only that there is one matters here, and that the file says so is checked by the deployment. */
function contentTags(): [string, ...string[]] {
  const { config } = readStackFile(stack)
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const anyToken = config['mcp:authorization'] === 'token' ? [{ length: 64, sendable: true, encrypted: true }] : []
  const { baseImage, lambda } = parseConfig(stack, Object.fromEntries(texts), anyToken)
  return servingTags('.', { baseImage, architecture: lambda.architecture, snapshot: lambda.snapshot })
}
