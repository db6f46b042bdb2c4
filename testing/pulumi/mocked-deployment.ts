import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as pulumi from '@pulumi/pulumi'
import { parse } from 'yaml'
import type { ImageBuild } from '../../infra/image/push-image.ts'
import { program } from '../../infra/program.ts'
import { awsMocks } from './mocked-aws.ts'
import { type Registered, recordInto } from './recording.ts'

// For tests, and for a look without an account: the real program against a monitor that answers as AWS and its providers
// would.

export interface Deployment {
  resources: Registered[]
  /** The images that it would have had built. */
  builds: ImageBuild[]
  outputs: Record<string, unknown>
  /** The one resource of a type, or of a type and a name's end. */
  one(type: string, nameEnd?: string): Registered
  all(type: string): Registered[]
}

export interface Given {
  /** The folder of the stacks' files. Default: that of the tests' own. */
  stacks?: string
  /** Keys of the namespace `mcp:` instead of those in the stack's file; undefined takes one away. */
  config?: Record<string, unknown>
  /** The secret list `mcp:tokens`. Default: one good token where the stack asks for one. */
  tokens?: string[]
  /** Tags that the repository holds, with their digests. Default: there is no repository yet. */
  published?: Record<string, string>
  project?: string
  /** Default: that of the stack's file. */
  region?: string
  /** Whether a Docker engine answers. Default: true. */
  docker?: boolean
}

export const builtDigest = `sha256:${'b'.repeat(64)}`
export const goodToken = 'a-token-for-the-tests-0123456789abcdef'

/** Deploys a stack by its file. */
export async function deploy(stack: string, given: Given = {}): Promise<Deployment> {
  const file = join(given.stacks ?? 'testing/stacks', `Pulumi.${stack}.yaml`)
  const { config } = parse(readFileSync(file, 'utf8')) as { config: Record<string, unknown> }
  for (const [key, value] of Object.entries(given.config ?? {})) config[`mcp:${key}`] = value
  const tokens = given.tokens ?? (config['mcp:authorization'] === 'token' ? [goodToken] : [])
  if (tokens.length > 0) config['mcp:tokens'] = tokens

  const resources: Registered[] = []
  const region = given.region ?? String(config['aws:region'])
  const project = given.project ?? 'serverless-mcp'
  const mocks = awsMocks(region, `${project}-${stack}`, given.published)
  await pulumi.runtime.setMocks(mocks, project, stack, false)
  // After setMocks, which resets it, and as text, as the engine hands it over.
  const values = Object.entries(config).filter(([, value]) => value !== undefined)
  const texts = values.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])
  const setAllConfig: (values: Record<string, string>, secrets: string[]) => void = pulumi.runtime.setAllConfig
  setAllConfig(Object.fromEntries(texts), ['mcp:tokens'])
  recordInto(resources)

  const builds: ImageBuild[] = []
  const push = async (build: ImageBuild) => {
    builds.push(build)
    return builtDigest
  }
  const outputs = await resolve(await program({ answers: () => given.docker ?? true, push }))
  await pulumi.runtime.disconnect() // Waits for whatever is still being registered.
  const all = (type: string) => resources.filter(resource => resource.type === type)
  return {
    resources,
    builds,
    outputs,
    all,
    one(type, nameEnd = '') {
      const found = all(type).filter(({ name }) => name.endsWith(nameEnd))
      if (found.length !== 1 || !found[0])
        throw new Error(`${found.length} resources of type ${type}, name …${nameEnd}`)
      return found[0]
    },
  }
}

/** The envelope that a secret travels in: https://github.com/pulumi/pulumi, `specialSigKey`. */
export function isSecret(value: unknown): boolean {
  const envelope = value as Record<string, unknown> | undefined
  return envelope?.['4dabf18193072939515e22adb298388d'] === '1b47061264138c4ac30d75fd1eb44270'
}

/** Awaits outputs; one that never resolves fails, as the mocks then lack a property of its resource. */
async function resolve(outputs: Record<string, unknown>): Promise<Record<string, unknown>> {
  const all = pulumi.output(outputs)
  return new Promise((settle, fail) => {
    const timer = setTimeout(
      () => fail(new Error('An output never resolved: its mocked state lacks a property.')),
      5000,
    )
    all.apply(values => {
      clearTimeout(timer)
      settle(values as Record<string, unknown>)
    })
  })
}
