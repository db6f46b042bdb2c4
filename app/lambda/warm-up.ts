import type { APIGatewayProxyEvent } from 'aws-lambda'
import * as z from 'zod'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { createMcp } from '../mcp/create-mcp.ts'
import { definePrompt } from '../mcp/prompt.ts'
import { defineTool } from '../mcp/tool.ts'
import { createHandler, type Handler } from './handler.ts'

/**
 * Runs what every request needs once in each generation of the protocol, so that it is compiled when the snapshot is
 * restored.
 *
 * On a stand-in for what the server offers, of which nothing is touched: not its functions, which may remember a call, and
 * not its schemas, whose defaults may be functions too. The streaming handler needs no calls of its own: with them its first
 * one was no faster, and the other handler's slower.
 */
export async function warmUp(): Promise<void> {
  const mcp = createMcp({
    info: { name: 'probe', version: '0' },
    tools: [probe],
    resources: [{ name: 'probe', uri: 'probe://probe', read: () => '' }],
    prompts: [definePrompt({ name: 'probe', get: () => '' })],
  })
  for (const version of ['2025-11-25', '2026-07-28']) {
    const settings = readConfig(environment)
    const handler = createHandler({
      ...settings,
      mcp,
      log: createLog(settings),
      hosts: 'any',
      origins: 'any',
    })
    await call(handler, version, 'tools/list')
    await call(handler, version, 'tools/call', { name: 'probe', arguments: { message: 'warm' } })
  }
  await import('./adapters/light-my-request.ts') // Elsewhere loaded by the first event that is streamed.
}

/** Not this process's own, which is the build's. */
const environment = { AUTHORIZATION: 'token', LOG_LEVEL: 'error', AWS_LAMBDA_FUNCTION_NAME: 'warm-up' }

const probe = defineTool({
  name: 'probe',
  description: 'Answers what it is told.',
  input: z.object({
    message: z.string().max(100).optional(),
    times: z.int().min(1).max(9).default(1).describe('Not used.'),
  }),
  output: z.object({ message: z.string() }),
  run: ({ message = '' }) => ({ message }),
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
      Authorization: 'Bearer warm-up',
      'Content-Type': 'application/json',
      Host: 'localhost',
      'MCP-Protocol-Version': version,
      'Mcp-Method': method,
      ...(typeof params.name === 'string' && { 'Mcp-Name': params.name }),
    },
    requestContext: { requestId: 'warm-up', authorizer: { principalId: 'warm-up', scopes: '' } },
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
