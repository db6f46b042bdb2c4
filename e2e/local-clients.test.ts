import { dockerHost, type Host } from 'lambda-local'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Deployment } from '../local/deployment.ts'
import { node } from '../testing/processes.ts'
import { clients } from './clients.ts'
import { revisions, runSuite } from './conformance/suite.ts'
import { bundle, deployLocally } from './local-deployment.ts'

/** A bundle that is built before the tests of a block, and removed after them. */
function bundled(server?: string): () => Host {
  let built: ReturnType<typeof bundle> | undefined
  beforeAll(() => {
    built = bundle(server)
  })
  afterAll(() => built?.[Symbol.dispose]())
  return () => built?.host ?? expect.fail('It is not built.')
}

/** How answers travel, by what a stack says of it. */
const modes = [
  ['buffered', {}],
  ['streaming', { streaming: true }],
] as const

/** What every client can do with the fixtures. */
function usesFixtures(deploy: () => Promise<Deployment>): void {
  const urlOf = ({ endpoint }: Deployment) => ({ url: endpoint.replace(/\/mcp$/, '') })

  test.each(Object.entries(clients))(
    '%s finds and uses everything, and gets each step of progress',
    async (_name, connect) => {
      await using deployment = await deploy()
      const client = await connect(urlOf(deployment))
      const { tools } = await client.listTools()
      expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['countdown', 'ping', 'whoami']))
      expect(await client.callTool({ name: 'ping' })).toMatchObject({ content: [{ type: 'text', text: 'pong' }] })
      expect(await client.readResource({ uri: 'server://about' })).toMatchObject({
        contents: [{ uri: 'server://about' }],
      })
      expect(await client.getPrompt({ name: 'check-connection' })).toMatchObject({ messages: [{ role: 'user' }] })
      const steps: number[] = []
      await client.withProgress('countdown', step => steps.push(step))
      expect(steps).toEqual([1, 2, 3])
      await client.close()
    },
  )

  test.each(['legacy', 'modern'])("the Inspector's command line calls a tool (%s)", async era => {
    await using deployment = await deploy()
    const { code, stdout, stderr } = await node([
      'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js',
      '--cli',
      ...['--server-url', deployment.endpoint, '--transport', 'http', '--protocol-era', era],
      ...['--method', 'tools/call', '--tool-name', 'ping'],
    ]).ended
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ content: [{ type: 'text', text: 'pong' }] })
  })
}

describe.each(modes)('through the local deployment, %s', (_mode, config) => {
  describe('of child processes', () => {
    const host = bundled()
    usesFixtures(() => deployLocally(host(), config))
  })

  describe.skipIf(inject('image') === null)('of containers', () => {
    const host = dockerHost({ image: inject('image') ?? '' })
    usesFixtures(() => deployLocally(host, config))
  })

  describe('the conformance suite', () => {
    const host = bundled('e2e/conformance/bundle.ts')
    test.concurrent.each(revisions)('of %s passes as it does over HTTP: %s', async (revision, expected) => {
      await using deployment = await deployLocally(host(), config)
      const { code, summary, count } = await runSuite(deployment.endpoint, revision)
      expect(code, summary).toBe(0)
      expect(count, summary).toBe(expected)
    })
  })
})
