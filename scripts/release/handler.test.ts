import { expect, test } from 'vitest'
import { fakeSession } from '../../testing/fake-aws.ts'
import { rollOut } from './roll-out.ts'
import { rollback } from './rollback.ts'

// `up` has published version 5, and the API asks as version 5 answers.

const handlers = { 3: 'app.handler', 4: 'app.stream', 5: 'app.stream' }

test.each([undefined, '3'])(
  'a rollback to a version that answers in another way is refused (asked for: %s)',
  async wanted => {
    const { session, aws, called } = fakeSession({ mode: 'direct' })
    aws.handlers = handlers
    await expect(rollback(session, wanted)).rejects.toThrow(
      '`live` stays at version 4: version 3 answers by app.handler, and the API asks for app.stream, as version 5 has it ' +
        '(mcp:streaming): revert the change of that key, and deploy.',
    )
    expect(called('UpdateAlias')).toEqual([])
  },
)

test('a rollback to a version that answers in the same way goes on', async () => {
  const { session, aws } = fakeSession({ mode: 'direct' })
  aws.handlers = handlers
  aws.point('5')
  await rollback(session)
  expect(aws.alias.FunctionVersion).toBe('4')
})

test('a failed smoke test leaves a version live whose predecessor answers in another way', async () => {
  const { session, aws, called } = fakeSession({ mode: 'direct' })
  aws.handlers = { 4: 'app.handler', 5: 'app.stream' }
  aws.point('5')
  await expect(rollOut(session, async () => 'no answer')).rejects.toThrow(
    /version 5 failed: no answer\nIt stays live: version 4 answers by app\.handler/,
  )
  expect(called('UpdateAlias')).toEqual([])
})
