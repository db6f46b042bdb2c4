import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import * as pulumi from '@pulumi/pulumi'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { builtDigest, deploy } from '../../testing/pulumi/mocked-deployment.ts'
import { parseConfig } from '../config/parse-config.ts'
import { findImage } from './image-source.ts'
import { imageInputs, imageTag } from './image-tag.ts'

const root = mkdtempSync(join(tmpdir(), 'image-'))
const config = parseConfig('dev', { 'mcp:authorization': 'none' })
const variant = { baseImage: 'base:1', architecture: 'x86_64', snapshot: true }

/** A checkout of its own, as far as the image goes. */
beforeEach(() => {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root)
  for (const path of [
    '.dockerignore',
    'Dockerfile',
    'package.json',
    'package-lock.json',
    'command-line',
    'scripts',
    'packages',
    'app',
    'docs',
    'infra',
  ]) {
    cpSync(path, join(root, path), { recursive: true })
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('the tag of the image', () => {
  test.each([
    'app/tools/index.ts',
    'package-lock.json',
    'Dockerfile',
    'scripts/build-image.ts',
    'packages/lambda-snapshot/src/build.ts',
  ])('changes with %s', path => {
    const before = imageTag(root, variant)
    appendFileSync(join(root, path), ' ')
    expect(imageTag(root, variant)).not.toBe(before)
  })

  test.each(['app/tools/new.ts', 'data.json'])('changes with %s, which a tool may read', path => {
    const before = imageTag(root, variant)
    writeFileSync(join(root, path), '')
    expect(imageTag(root, variant)).not.toBe(before)
  })

  test('changes with base image, architecture and snapshot', () => {
    const others = [{ baseImage: 'base:2' }, { architecture: 'arm64' }, { snapshot: false }]
    const tags = [variant, ...others.map(other => ({ ...variant, ...other }))]
    expect(new Set(tags.map(given => imageTag(root, given))).size).toBe(4)
  })

  test.each([
    'docs/new.md',
    'Pulumi.dev.yaml',
    'infra/new.ts',
    '.env',
    'server.key',
    'app/tools/ping.test.ts',
    'scripts/new.ts',
  ])('does not change with %s', path => {
    const before = imageTag(root, variant)
    writeFileSync(join(root, path), 'changed')
    expect(imageTag(root, variant)).toBe(before)
  })

  test('is taken over what a tool may read, and the build of it', () => {
    const inputs = imageInputs('.')
    for (const path of ['app/tools/index.ts', 'packages/lambda-snapshot/runtime/launch.sh', 'scripts/build/plain.ts'])
      expect(inputs).toContain(path)
  })

  test.each([
    ...[
      '.env',
      '.npmrc',
      '.git/config',
      'app/.env',
      'app/tools/.secret',
      'server.pem',
      'app/keys/server.key',
      'npm.log',
    ],
    ...[
      'Pulumi.prod.yaml',
      'infra/config/config.ts',
      'policy/policies.ts',
      'bootstrap/roles.ts',
      'docs/tools.md',
      'README.md',
    ],
    ...[
      'app/tools/ping.test.ts',
      'app/__snapshots__/ping.snap',
      'app/mcp/test-client.ts',
      'e2e/app.test.ts',
      'bench/bench.ts',
    ],
    ...['node_modules/zod/index.js', 'packages/lambda-snapshot/node_modules/esbuild/main.js', 'dist/app.cjs'],
    ...[
      'packages/lambda-snapshot/src/finish.test.ts',
      'local/local.ts',
      'client/client.ts',
      'scripts/deploy.ts',
      'testing/tools/ping.ts',
    ],
    ...['scripts/release/alias.ts', 'vitest.config.ts', 'Dockerfile.swp.log', 'coverage/index.html'],
  ])('is not taken over %s, which is not in the image', path => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), 'changed')
    expect(imageInputs(root)).not.toContain(path)
  })
})

describe('the image', () => {
  /** What the registry holds: a build is followed by its push. */
  let published: Record<string, string>
  let builds: number
  beforeAll(() => {
    published = {}
    builds = 0
  })

  async function next() {
    const call = ({ token }: pulumi.runtime.MockCallArgs) =>
      token.includes('getRepositories')
        ? { names: ['repository'] }
        : { imageIds: Object.entries(published).map(([imageTag, imageDigest]) => ({ imageTag, imageDigest })) }
    await pulumi.runtime.setMocks({ call, newResource: () => ({ id: '', state: {} }) })
    const source = await findImage(root, 'repository', config, { answers: () => true, push: async () => '' })
    if ('tag' in source) {
      builds++
      published[source.tag] = `sha256:${source.tag}`
    }
    return source
  }

  test('is built once for each content: A, then B, then A again', async () => {
    const a = await next()
    expect(a).toHaveProperty('tag')
    appendFileSync(join(root, 'app/tools/index.ts'), '// B\n')
    expect(await next()).toHaveProperty('tag')
    cpSync('app/tools/index.ts', join(root, 'app/tools/index.ts'))
    expect(await next()).toEqual({ digest: `sha256:${(a as { tag: string }).tag}` })
    expect(builds).toBe(2)
  })

  test('of a run that died after its push is deployed by its digest, without a build', async () => {
    const tag = imageTag('.', { baseImage: config.baseImage, architecture: 'x86_64', snapshot: true })
    const digest = `sha256:${'c'.repeat(64)}`
    const deployment = await deploy('dev', { published: { other: 'sha256:0', [tag]: digest }, docker: false })
    expect(deployment.builds).toEqual([])
    expect(deployment.outputs.imageUri).toMatch(`serverless-mcp-dev@${digest}`)
  })

  test('makes the same resources whether it was built or found, so that a build leaves nothing for the next preview', async () => {
    const tag = imageTag('.', { baseImage: config.baseImage, architecture: 'x86_64', snapshot: true })
    const built = await deploy('dev')
    expect(built.builds).toMatchObject([{ root: resolve('.'), platform: 'linux/amd64', tag }])
    const found = await deploy('dev', { published: { [tag]: builtDigest } })
    expect(found.builds).toEqual([])
    expect(found.resources).toEqual(built.resources)
    expect(found.outputs).toEqual(built.outputs)
  })

  test.each([
    ['with the snapshot that it asks for', true, 'on'],
    ['without a snapshot where it asks for none', false, 'off'],
  ])('that is built for a stack is built %s', async (_how, snapshot, SNAPSHOT) => {
    const deployment = await deploy('dev', { config: { lambda: { snapshot } } })
    expect(deployment.builds).toMatchObject([{ args: { SNAPSHOT } }])
  })

  test('with a snapshot serves a stack without one: what another stage has tried is not built again', async () => {
    const tag = imageTag('.', { baseImage: config.baseImage, architecture: 'x86_64', snapshot: true })
    const digest = `sha256:${'e'.repeat(64)}`
    const deployment = await deploy('dev', { config: { lambda: { snapshot: false } }, published: { [tag]: digest } })
    expect(deployment.builds).toEqual([])
    expect(deployment.outputs.imageUri).toMatch(digest)
  })

  test('that the stack names is deployed as it is', async () => {
    const imageUri = `123456789012.dkr.ecr.ap-southeast-2.amazonaws.com/qas@sha256:${'d'.repeat(64)}`
    const deployment = await deploy('dev', { config: { imageUri }, docker: false })
    expect(deployment.builds).toEqual([])
    expect(deployment.outputs.imageUri).toBe(imageUri)
  })

  test('without a lockfile is not built', async () => {
    rmSync(join(root, 'package-lock.json'))
    await expect(findImage(root, 'repository', config)).rejects.toThrow('package-lock.json, which is not there')
  })
})
