import { expect, test } from 'vitest'
import { testClient } from '../mcp/test-client.ts'
import { checkConnection } from './check-connection.ts'

test('the prompt asks for a report in the language wanted', async () => {
  const client = await testClient({ prompts: [checkConnection] })
  const { messages } = await client.getPrompt({ name: 'check-connection', arguments: { language: 'Māori' } })
  expect(messages).toMatchObject([
    { role: 'user', content: { type: 'text', text: expect.stringContaining('in Māori') } },
  ])
})
