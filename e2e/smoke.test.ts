import { afterEach, expect, test } from 'vitest'
import { createMcp, type Mcp } from '../app/mcp/create-mcp.ts'
import { defineTool } from '../app/mcp/tool.ts'
import { server as definition } from '../app/server.ts'
import { serverInfo } from '../app/server-info.ts'
import { smokeTest } from '../scripts/release/smoke.ts'
import { fakeSession } from '../testing/fake-aws.ts'
import { http } from './transports.ts'

// What tries a release, by the sample client, against servers that offer this or that.

const called: string[] = []
afterEach(() => {
  called.length = 0
  delete definition.smokeTest
})

const look = defineTool({
  name: 'look',
  description: 'Looks.',
  annotations: { readOnlyHint: true },
  run: () => `${called.push('look')}`,
})
const wipe = defineTool({ name: 'wipe', description: 'Wipes.', run: () => `${called.push('wipe')}` })
const breaks = defineTool({
  name: 'breaks',
  description: 'Fails.',
  run: () => {
    called.push('breaks')
    throw new Error('out of order')
  },
})

/** What is wrong with a server, which is tried once more after a failure. */
async function tryServer(mcp: Mcp): Promise<string | undefined> {
  await using running = await http({ mcp })
  const { session } = fakeSession()
  const clock = { ...session.clock, sleep: async () => {} }
  return await smokeTest({ ...session, clock, stack: { ...session.stack, endpoint: `${running.url}/mcp` } })
}

test.each([
  ['the first that is read-only and needs no arguments', [wipe, look], ['look']],
  ['none where every tool may change something', [wipe], []],
  ['none where there is no tool', [], []],
])('calls %s', async (_what, tools, calls) => {
  expect(await tryServer(createMcp({ info: serverInfo, tools }))).toBeUndefined()
  expect(called).toEqual(calls)
})

test('calls the tool that app/server.ts names', async () => {
  definition.smokeTest = { tool: 'wipe' }
  expect(await tryServer(createMcp({ info: serverInfo, tools: [look, wipe] }))).toBeUndefined()
  expect(called).toEqual(['wipe'])
})

test('fails when the tool that app/server.ts names answers with an error', async () => {
  definition.smokeTest = { tool: 'breaks' }
  expect(await tryServer(createMcp({ info: serverInfo, tools: [look, breaks] }))).toMatch(/^The tool "breaks" answered/)
  expect(called).toEqual(['breaks', 'breaks'])
})
