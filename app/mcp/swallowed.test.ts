import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { expect, test } from 'vitest'
import { recordingLog } from '../../testing/recording-log.ts'
import { serverInfo } from '../server-info.ts'
import { createCall } from './request-scope.ts'
import { collectSwallowed, reportSwallowed, swallowedBySdk } from './swallowed.ts'

const request = () =>
  new Request('http://localhost/mcp', {
    method: 'POST',
    headers: { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' },
  })
const parsedBody = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }

test('what the SDK answers with 500 is logged with its reason, under the id of its request', async () => {
  const handler = createMcpHandler(
    () => {
      throw new Error('no database')
    },
    { onerror: collectSwallowed },
  )
  const { log, records } = recordingLog()
  const serve = (requestId: string) =>
    reportSwallowed(createCall({ requestId, log }), () => handler.fetch(request(), { parsedBody }))
  const [response] = await Promise.all([serve('request-1'), serve('request-2')])
  expect(response?.status).toBe(500)
  for (const [index, { level, message, fields }] of records.entries()) {
    expect({ level, message, request: fields.request }).toEqual({
      ...{ level: 'error', message: 'request failed', request: `request-${index + 1}` },
    })
    expect(String(fields.error)).toContain('no database')
  }
  expect(records).toHaveLength(2)
})

test('what the SDK refuses is a line of the level debug, without the words of the caller', async () => {
  const handler = createMcpHandler(() => new McpServer(serverInfo), { onerror: collectSwallowed })
  const { log, records } = recordingLog()
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': 'secret',
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  await reportSwallowed(createCall({ log }), () =>
    handler.fetch(request(), { parsedBody: { ...parsedBody, params: { _meta } } }),
  )
  expect(records).toMatchObject([{ level: 'debug', message: 'request refused', fields: { request: 'in-memory' } }])
  expect(JSON.stringify(records)).not.toContain('secret')
})

test('an answer that could not be sent is an error, a message of the caller to nobody is not', () => {
  const { log, records } = recordingLog()
  const report = swallowedBySdk(createCall({ log }))
  report(new Error('Failed to send response: RangeError'))
  report(new Error('Received a response for an unknown message ID: {"secret":1}'))
  expect(records).toMatchObject([
    { level: 'error', fields: { request: 'in-memory' } },
    { level: 'debug', fields: { reason: 'Error: Received a response for an unknown message ID' } },
  ])
})
