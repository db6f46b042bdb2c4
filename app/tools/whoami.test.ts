import { expect, test } from 'vitest'
import { testClient } from '../mcp/test-client.ts'
import { whoami } from './whoami.ts'

test('whoami names the caller, as structured content and as text', async () => {
  const identity = { principal: 'user-1', authenticated: true, clientId: 'client-1', scopes: ['reports:read'] }
  const client = await testClient({ tools: [whoami], identity })
  const { structuredContent, content } = await client.callTool({ name: 'whoami' })
  expect(structuredContent).toEqual(identity)
  expect(content).toEqual([{ type: 'text', text: JSON.stringify(identity) }])
})

test('whoami shows the claims that were chosen', async () => {
  const identity = { principal: 'user-1', authenticated: true, scopes: [], claims: { email: 'a@example.com', n: [1] } }
  const client = await testClient({ tools: [whoami], identity })
  const { structuredContent } = await client.callTool({ name: 'whoami' })
  expect(structuredContent).toEqual(identity)
})

test('whoami knows nobody without a token', async () => {
  const client = await testClient({ tools: [whoami] })
  const { structuredContent } = await client.callTool({ name: 'whoami' })
  expect(structuredContent).toEqual({ principal: 'anonymous', authenticated: false, scopes: [] })
})
