import { expect, test } from 'vitest'
import { testClient } from '../mcp/test-client.ts'
import { ping } from './ping.ts'

test('ping answers pong', async () => {
  const client = await testClient({ tools: [ping] })
  const { content } = await client.callTool({ name: 'ping', arguments: {} })
  expect(content).toEqual([{ type: 'text', text: 'pong' }])
})

test('ping gives the message back', async () => {
  const client = await testClient({ tools: [ping] })
  const { content } = await client.callTool({ name: 'ping', arguments: { message: 'hi' } })
  expect(content).toEqual([{ type: 'text', text: 'pong: hi' }])
})
