import { describe, expect, test } from 'vitest'
import { fakeSession } from '../../testing/fake-aws.ts'
import { rollOut } from './roll-out.ts'

const good = async () => undefined
const bad = async () => '401 from https://api.example/prod/mcp'

/** A shift from version 2 to version 5, as versions 3 and 4 were taken back. */
function shifted() {
  const fake = fakeSession()
  fake.aws.point('2')
  fake.aws.versions = ['2', '3', '4', '5']
  fake.aws.happens = [aws => aws.point('5'), aws => aws.finish()]
  return fake
}

test('canary: shifts, then tries what is live', async () => {
  const { session, aws, lines } = shifted()
  await rollOut(session, good)
  expect(aws.alias.FunctionVersion).toBe('5')
  expect(lines.at(-1)).toBe('Version 5 is live, and answers the sample client at https://api.example/prod/mcp.')
})

test('canary: a failed smoke test takes it back to the version that was live before', async () => {
  const { session, aws } = shifted()
  await expect(rollOut(session, bad)).rejects.toThrow(
    'The smoke test of version 5 failed: 401 from https://api.example/prod/mcp\n`live` is back at version 2.',
  )
  expect(aws.alias.FunctionVersion).toBe('2')
})

test('canary: nothing to shift is tried all the same', async () => {
  const { session, aws } = fakeSession()
  aws.point('5')
  await expect(rollOut(session, bad)).rejects.toThrow('`live` is back at version 4.')
})

test('direct: tries what `up` has made live, without CodeDeploy', async () => {
  const { session, aws, lines } = fakeSession({ mode: 'direct' })
  aws.point('5')
  await rollOut(session, good)
  expect(aws.calls.map(({ name }) => name)).not.toContain('ListDeployments')
  expect(lines).toHaveLength(1)
})

test('direct: a failed smoke test takes it back to the newest version below', async () => {
  const { session, aws } = fakeSession({ mode: 'direct' })
  aws.point('5')
  await expect(rollOut(session, bad)).rejects.toThrow('`live` is back at version 4.')
  expect(aws.alias.FunctionVersion).toBe('4')
})

test('direct: the first version stays live when its smoke test fails', async () => {
  const { session, aws } = fakeSession({ mode: 'direct', functionVersion: '1' })
  aws.versions = ['1']
  aws.point('1')
  await expect(rollOut(session, bad)).rejects.toThrow('It stays live: there is no earlier one to go back to.')
  expect(aws.alias.FunctionVersion).toBe('1')
})

describe('direct: a deployment that is run again, after its version was taken back,', () => {
  test('makes it live, since `up` leaves it so', async () => {
    const { session, aws, lines } = fakeSession({ mode: 'direct' })
    await rollOut(session, good)
    expect(aws.alias.FunctionVersion).toBe('5')
    expect(lines).toEqual([
      '`live` was moved since: it is at version 4. Version 5, which `up` published last, becomes live.',
      'Version 5 is live, and answers the sample client at https://api.example/prod/mcp.',
    ])
  })

  test('takes it back to where it was, when it fails again', async () => {
    const { session, aws } = fakeSession({ mode: 'direct' })
    aws.point('3')
    await expect(rollOut(session, bad)).rejects.toThrow('`live` is back at version 3.')
    expect(aws.alias.FunctionVersion).toBe('3')
  })
})

test('without a smoke test nothing is tried', async () => {
  const { session, aws, lines } = fakeSession({ mode: 'direct' })
  aws.point('5')
  await rollOut(session)
  expect(lines).toEqual(['Version 5 is live; no smoke test was asked for.'])
})

test('what somebody else makes live during the smoke test stays live', async () => {
  const { session, aws } = fakeSession({ mode: 'direct' })
  aws.point('5')
  const meanwhile = async () => {
    aws.point('3')
    return 'failed'
  }
  await expect(rollOut(session, meanwhile)).rejects.toThrow('`live` was changed by somebody else just now')
  expect(aws.alias.FunctionVersion).toBe('3')
})
