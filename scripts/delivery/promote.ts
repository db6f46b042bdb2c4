import { spawnSync } from 'node:child_process'
import { readStackFile } from '../../command-line/stack-file.ts'
import { servingTags } from '../../infra/image/image-tag.ts'
import { pulumi } from '../deploy/pulumi.ts'
import { projectName, readConfiguration } from './configuration.ts'
import { fail, output, required } from './github.ts'
import { Registry } from './registry.ts'

// Finds the image for this content: in the stack's own repository, else in that of an earlier stage, whose manifest is
// then copied unchanged, so that what runs is what was tried there. Where there is none, the deployment builds it.

/** From the first stage to the last, as bootstrap/ was told. */
const stages = (process.env.STAGES || 'dev qas prod').split(/\s+/)

const stack = required('STACK')
const address = required('REGISTRY')
const registry = new Registry(address)
const project = projectName()
const { baseImage, lambda } = readConfiguration(stack)
const tags = servingTags('.', { baseImage, architecture: lambda.architecture, snapshot: lambda.snapshot })
const earlier = stages.slice(0, Math.max(0, stages.indexOf(stack))).reverse()

try {
  const built = !(await find())
  output('built', String(built))
  output('emulate', built ? emulated() : '')
} catch (error) {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : error
  fail(
    `The registry ${address} gave no answer that tells whether it has the image ${tags.join(' or ')} (${reason}). Nothing was deployed: run the workflow again.`,
  )
}

/** Whether the image is there; where not, it is to be built. */
async function find(): Promise<boolean> {
  const { config } = readStackFile(stack)
  if (config['mcp:imageUri'] !== undefined) {
    console.log(`Pulumi.${stack}.yaml names its image: ${config['mcp:imageUri']}`)
    return true
  }
  const own = await lookFor(repository(stack))
  if (own !== undefined) {
    console.log(`${repository(stack)} has the image of this content: ${own.digest}`)
    await deployImage(own.digest)
    return true
  }
  for (const stage of earlier) {
    const image = await lookFor(repository(stage))
    if (image === undefined) continue
    await promote(stage, image)
    return true
  }
  const nowhere = `No stage before ${stack} has the image of this content, which is ${tags.join(' or ')}.`
  if (earlier.length > 0 && process.env.BUILD !== 'true') {
    fail(
      `${nowhere} Deploy the same commit to ${earlier.at(-1)} first; what goes into the tag beside the content is ` +
        'mcp:baseImage, mcp:lambda.architecture and mcp:lambda.snapshot. To build it here after all, run this workflow by hand with "build".',
    )
  }
  console.log(
    `${earlier.length > 0 ? nowhere : 'The registry has no image of this content.'} The deployment builds it, as ${tags[0]}.`,
  )
  return false
}

interface Image {
  digest: string
  tag: string
}

/** The first of the images that serve the stack. */
async function lookFor(name: string): Promise<Image | undefined> {
  for (const tag of tags) {
    const digest = await registry.digestOf(name, tag)
    if (digest !== undefined) return { digest, tag }
  }
  return undefined
}

async function promote(stage: string, { digest, tag }: Image): Promise<void> {
  // From here on nothing is built, not even by the next command.
  await deployImage(digest)
  // In front of its first deployment the stack has no repository to copy into. Its parent has to be named with it:
  // a target does not take it along.
  if (!(await registry.has(repository(stack)))) {
    const targets = ['--target', '**:McpServer::**', '--target', '**aws:ecr/**']
    await pulumi(['up', '--yes', '--stack', stack, ...targets, '--skip-preview'])
  }
  // skopeo refuses to copy when the manifest, and with it the digest, would not stay as it is.
  const [from, to] = [
    `docker://${address}/${repository(stage)}@${digest}`,
    `docker://${address}/${repository(stack)}:${tag}`,
  ]
  const { status } = spawnSync('skopeo', ['copy', '--preserve-digests', from, to], { stdio: 'inherit' })
  if (status !== 0)
    fail(`The image ${digest} was not copied from ${repository(stage)}: skopeo says why above. Run the workflow again.`)
}

function deployImage(digest: string): Promise<void> {
  return pulumi(['config', 'set', '--stack', stack, 'mcp:imageUri', `${address}/${repository(stack)}@${digest}`])
}

function repository(of: string): string {
  return `${project}-${of}`
}

/** The platform of an image that this machine builds by emulation only; empty where it is the machine's own. */
function emulated(): string {
  const [arch, platform] = lambda.architecture === 'arm64' ? ['arm64', 'linux/arm64'] : ['x64', 'linux/amd64']
  return process.arch === arch ? '' : platform
}
