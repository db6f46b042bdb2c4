import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIGatewayProxyResult } from 'aws-lambda'
import { dockerHost } from 'lambda-local'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { rpcEvent } from '../scripts/build/proxy-event.ts'
import { smokeTest } from '../scripts/release/smoke.ts'
import { copyProject } from '../testing/copy-project.ts'
import { fakeSession } from '../testing/fake-aws.ts'
import { codeBlock } from '../testing/pages.ts'
import { node, run } from '../testing/processes.ts'
import { container, docker } from './container.ts'
import { deployLocally } from './local-deployment.ts'

// What an adopter does first: writes a tool, deletes the samples, and expects that everything goes on.

/** Of the unit tests those about what runs, what is built and what tries a release: the others never see what is offered. */
const unitTests = [
  'app',
  'client',
  'testing',
  'scripts/build',
  'scripts/release',
  'command-line',
  'local/soak',
  'infra/image/image-source',
]

/** A copy whose folders of tools, resources and prompts hold an empty index each. */
function withoutSamples(): string {
  const copy = mkdtempSync(join(tmpdir(), 'adopted-'))
  copyProject(copy)
  for (const folder of ['app/tools', 'app/resources', 'app/prompts']) {
    rmSync(join(copy, folder), { recursive: true })
    mkdirSync(join(copy, folder))
    writeFileSync(join(copy, folder, 'index.ts'), '')
  }
  return copy
}

/** Adds the README's tool, as the README says. */
function addTool(copy: string): void {
  writeFileSync(join(copy, 'app/tools/add.ts'), codeBlock('// app/tools/add.ts'))
  writeFileSync(join(copy, 'app/tools/add.test.ts'), codeBlock('// app/tools/add.test.ts'))
  appendFileSync(join(copy, 'app/tools/index.ts'), codeBlock('export { add }'))
}

async function expectPasses(cwd: string, command: string, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await run(command, args, {}, { cwd }).ended
  expect(code, stdout + stderr).toBe(0)
}

test("with the README's tool beside the samples, its line at the end of the index, npm run check passes", async () => {
  const copy = mkdtempSync(join(tmpdir(), 'adopted-'))
  try {
    copyProject(copy)
    addTool(copy)
    await expectPasses(copy, 'npm', 'run', 'check')
  } finally {
    rmSync(copy, { recursive: true })
  }
})

describe('with nothing to offer yet', () => {
  const copy = withoutSamples()
  afterAll(() => rmSync(copy, { recursive: true }))

  test('npm run check passes', () => expectPasses(copy, 'npm', 'run', 'check'))

  test('npm run build passes', () => expectPasses(copy, 'npm', 'run', 'build'))

  test('npm start serves, and npm run client finds no fault', async () => {
    await using server = node(['app/local-server.ts'], { PORT: '0' }, { cwd: copy })
    const [, MCP_SERVER_ENDPOINT] = await server.prints(/MCP endpoint: (\S+)/)
    const { code, stdout } = await node(['client/client.ts'], { MCP_SERVER_ENDPOINT }, { cwd: copy }).ended
    expect(stdout).toContain('No tool is called')
    expect(code).toBe(0)
  })
})

describe("with the README's tool alone", () => {
  const copy = withoutSamples()
  addTool(copy)
  afterAll(() => rmSync(copy, { recursive: true }))

  test('npm run check passes', () => expectPasses(copy, 'npm', 'run', 'check'))

  test('the unit tests of what runs, builds and tries a release pass', () =>
    expectPasses(copy, 'npx', 'vitest', 'run', '--project', 'unit', ...unitTests))

  describe.skipIf(inject('image') === null)('npm run image', () => {
    const image = `${inject('image')}-adopted`
    beforeAll(() => expectPasses(copy, 'npm', 'run', 'image', '--', '--tag', image))
    afterAll(() => docker('rmi', '--force', image))

    test('builds an image that answers a call', async () => {
      await using server = await container(image)
      const { body } = await server.invoke<APIGatewayProxyResult>(
        rpcEvent('tools/call', { name: 'add', arguments: { a: 1, b: 2 } }),
      )
      expect(JSON.parse(body)).toMatchObject({ result: { structuredContent: { sum: 3 } } })
    })

    test('builds an image that passes the smoke test of a release', async () => {
      await using deployment = await deployLocally(dockerHost({ image }))
      const { session } = fakeSession()
      const stack = { ...session.stack, endpoint: deployment.endpoint }
      expect(await smokeTest({ ...session, stack })).toBeUndefined()
    })
  })
})
