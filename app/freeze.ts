import type { APIGatewayProxyEvent } from 'aws-lambda'
import * as z from 'zod'
import { streamsAdapter, streamsStreamAdapter } from './adapters/streams.ts'
import { createHandler, createShippedHandler, type Handler } from './lambda.ts'
import { silent } from './log.ts'
import { createMcp } from './mcp.ts'
import { createShippedMcp } from './shipped.ts'
import { createShippedStream, type StreamHandler } from './stream.ts'
import { defineTool } from './tool.ts'

/** Stands in for the shipped tools, which are listed but not called: what a tool remembers of a call stays out of the snapshot. */
const probe = defineTool({
  name: 'probe',
  description: 'Answers what it is told.',
  input: z.object({ message: z.string().max(100).optional() }),
  output: z.object({ message: z.string() }),
  run: ({ message = '' }) => ({ message }),
})

/**
 * Makes the handlers that a snapshot holds, and runs what they need once in each generation of the protocol, so that it is
 * compiled when the snapshot is restored. Called by the build of the image only.
 *
 * What is kept depends on the code alone. Configuration, log and app are made in the process that serves.
 */
export async function freeze(): Promise<{ handler: Handler; stream: StreamHandler }> {
  const mcp = createShippedMcp()
  const probed = createMcp({ info: { name: 'probe', version: '0' }, tools: [probe] })
  for (const version of ['2025-11-25', '2026-07-28']) {
    await call(warm(mcp), version, 'tools/list')
    await call(warm(probed), version, 'tools/call', { name: 'probe', arguments: { message: 'warm' } })
  }
  return {
    handler: createShippedHandler({ adapter: streamsAdapter, mcp }),
    stream: createShippedStream({ adapter: streamsStreamAdapter, mcp }),
  }
}

const warm = (mcp: ReturnType<typeof createMcp>) =>
  createHandler({
    mcp,
    adapter: streamsAdapter,
    log: silent,
    authorization: 'none',
    jwt: undefined,
    hosts: 'any',
    origins: 'any',
  })

async function call(handler: Handler, version: string, method: string, params: Record<string, unknown> = {}) {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const event = {
    httpMethod: 'POST',
    path: '/mcp',
    headers: {
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      'MCP-Protocol-Version': version,
      'Mcp-Method': method,
      ...(typeof params.name === 'string' && { 'Mcp-Name': params.name }),
    },
    requestContext: { requestId: 'warm-up' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method,
      params: version === '2026-07-28' ? { ...params, _meta } : params,
    }),
  }
  const answer = await handler(event as unknown as APIGatewayProxyEvent, { getRemainingTimeInMillis: () => 10_000 })
  if (answer.statusCode !== 200 || !answer.body.includes('"result"')) {
    throw new Error(`The warm-up call ${method} of ${version} was answered with ${answer.statusCode}: ${answer.body}`)
  }
}
