import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { testClient } from '../mcp/test-client.ts'
import { countdown } from './countdown.ts'

test('countdown reports each step and then answers', async () => {
  const client = await testClient({ tools: [countdown] })
  const steps: unknown[] = []
  const { content } = await client.callTool(
    { name: 'countdown', arguments: { from: 3, intervalMs: 1 } },
    { onprogress: step => void steps.push(step) },
  )
  expect(content).toEqual([{ type: 'text', text: 'Counted down from 3.' }])
  expect(steps).toEqual([
    { progress: 1, total: 3, message: '2 to go' },
    { progress: 2, total: 3, message: '1 to go' },
    { progress: 3, total: 3, message: '0 to go' },
  ])
})

test('countdown stops when it is cancelled', async () => {
  const client = await testClient({ tools: [countdown] })
  const cancel = new AbortController()
  const steps: unknown[] = []
  const call = client.callTool(
    { name: 'countdown', arguments: { from: 100, intervalMs: 5 } },
    { signal: cancel.signal, onprogress: step => void steps.push(step) },
  )
  setTimeout(() => cancel.abort(), 50)
  await expect(call).rejects.toThrow()
  const seen = steps.length
  await sleep(50)
  expect(steps.length).toBe(seen)
})
