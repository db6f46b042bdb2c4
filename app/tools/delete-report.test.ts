import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codeBlock } from '../../testing/pages.ts'
import { testClient } from '../mcp/test-client.ts'
import { deleteReport } from './delete-report.ts'

/** A client whose user answers every question in the same way. */
async function clientOf(answer: { action: 'accept' | 'decline' | 'cancel'; content?: { confirm: boolean } }) {
  const options = { capabilities: { elicitation: {} }, versionNegotiation: { mode: 'auto' } } as const
  const client = await testClient({ tools: [deleteReport], client: options })
  const asked: unknown[] = []
  client.setRequestHandler('elicitation/create', ({ params }) => {
    asked.push(params.message)
    return answer
  })
  return { client, asked }
}

test.each([
  [{ action: 'accept', content: { confirm: true } } as const, 'Report 7 is deleted.'],
  [{ action: 'accept', content: { confirm: false } } as const, 'Report 7 is still there: the user said no.'],
  [{ action: 'decline' } as const, 'Report 7 is still there: the user said no.'],
  [{ action: 'cancel' } as const, 'Report 7 is still there: the user closed the question.'],
])('delete-report asks, and is told %j', async (answer, text) => {
  const { client, asked } = await clientOf(answer)
  const { content } = await client.callTool({ name: 'delete-report', arguments: { report: 7 } })
  expect(content).toEqual([{ type: 'text', text }])
  expect(asked).toEqual(['Delete report 7? This cannot be undone.'])
})

test('"Ask the user" in docs/tools.md shows what it does', () => {
  expect(readFileSync(new URL('./delete-report.ts', import.meta.url), 'utf8')).toContain(
    codeBlock('  run(', 'docs/tools.md'),
  )
})
