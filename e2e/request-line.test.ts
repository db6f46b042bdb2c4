import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createMcp } from '../app/mcp/create-mcp.ts'
import { defineTool } from '../app/mcp/tool.ts'
import { serverInfo } from '../app/server-info.ts'
import { legacy, modern } from '../scripts/build/messages.ts'
import { recordingLog } from '../testing/recording-log.ts'
import { http } from './transports.ts'

/** A tool that never answers, and what it waits for to be told that it runs, and that it has been logged. */
function hanging() {
  const started = Promise.withResolvers<void>()
  const logged = Promise.withResolvers<void>()
  const tool = defineTool({
    name: 'hangs',
    description: 'Never answers.',
    run: () => {
      started.resolve()
      return new Promise<string>(() => {})
    },
  })
  const { log, records } = recordingLog()
  const info: typeof log.info = (message, fields) => {
    log.info(message, fields)
    logged.resolve()
  }
  return { started, logged, records, log: { ...log, info }, mcp: createMcp({ info: serverInfo, tools: [tool] }) }
}

describe('the line of a call whose caller has gone', () => {
  test.each([
    ['2026-07-28, before anything has left', modern, {}],
    ['2025-11-25, in the middle of its stream', legacy, { status: 200 }],
  ])('in %s, has the status that left, and says that it was aborted', async (_when, generation, status) => {
    const { started, logged, records, log, mcp } = hanging()
    await using server = await http({ log, mcp })
    const { headers, body } = generation('tools/call', { name: 'hangs' })
    const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
    const asked = request(`${server.url}/mcp`, { method: 'POST', headers: { ...usual, ...headers }, agent: false })
    asked.on('error', () => {})
    asked.on('response', answer => answer.on('error', () => {}))
    asked.end(JSON.stringify(body))
    await started.promise
    if ('status' in status) await new Promise(resolve => asked.once('response', resolve))
    asked.destroy()
    await logged.promise
    const lines = records.filter(({ message }) => message === 'POST /mcp')
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'POST /mcp',
        fields: {
          ...status,
          ms: expect.any(Number),
          rpc: 'tools/call',
          name: 'hangs',
          aborted: true,
          request: expect.any(String),
        },
      },
    ])
  })
})
