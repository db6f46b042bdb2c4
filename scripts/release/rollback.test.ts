import { expect, test } from 'vitest'
import { codeDeployError, fakeSession } from '../../testing/fake-aws.ts'
import { rollback } from './rollback.ts'

const modes = ['direct', 'canary'] as const

test.each(modes)('%s: goes back to the version before, with all of the traffic', async mode => {
  const { session, aws, lines, called } = fakeSession({ mode })
  await rollback(session)
  expect(called('UpdateAlias')).toEqual([
    {
      FunctionName: 'server-1a2b',
      Name: 'live',
      FunctionVersion: '3',
      RoutingConfig: { AdditionalVersionWeights: {} },
      RevisionId: 'r1',
    },
  ])
  expect(aws.alias.FunctionVersion).toBe('3')
  expect(lines).toEqual(['`live` is back at version 3, from version 4.'])
  expect(called('ListDeployments')).toHaveLength(mode === 'canary' ? 1 : 0)
})

test.each(modes)('%s: goes to the version asked for', async mode => {
  const { session, aws } = fakeSession({ mode })
  await rollback(session, '5')
  expect(aws.alias.FunctionVersion).toBe('5')
})

test('stops a shift with its own rollback, and waits for its end', async () => {
  const { session, aws, lines, called } = fakeSession()
  aws.shifting('d-OLD', '4', '5')
  aws.point('4', { 5: 0.1 })
  aws.happens = [
    () => {
      aws.point('4')
      aws.finish()
    },
  ]
  await rollback(session)
  expect(called('StopDeployment')).toEqual([{ deploymentId: 'd-OLD', autoRollbackEnabled: true }])
  expect(called('UpdateAlias'), 'CodeDeploy has been there').toEqual([])
  expect(lines).toEqual([
    'Stopping the shift to version 5 (d-OLD), which CodeDeploy then undoes.',
    '`live` is back at version 4.',
  ])
})

test('a shift that ended in the very moment is undone by the alias', async () => {
  const { session, aws } = fakeSession()
  aws.shifting('d-OLD', '4', '5')
  aws.errors.StopDeployment = codeDeployError('DeploymentAlreadyCompletedException', 'The deployment is complete')
  aws.happens = [
    () => {
      aws.point('5')
      aws.finish()
    },
  ]
  await rollback(session)
  expect(aws.alias.FunctionVersion, 'where the shift began').toBe('4')
})

test('waits for a rollback that CodeDeploy has begun itself', async () => {
  const { session, aws, called } = fakeSession()
  aws.deploy('d-BACK', undefined, { creator: 'codeDeployRollback' })
  aws.happens = [aws => aws.finish()]
  await rollback(session)
  expect(called('StopDeployment')).toEqual([])
  expect(aws.alias.FunctionVersion).toBe('4')
})

test('removes the weights that a stopped shift has left', async () => {
  const { session, aws, lines } = fakeSession()
  aws.point('4', { 5: 0.1 })
  await rollback(session)
  expect(aws.alias).toEqual({ FunctionVersion: '4', RoutingConfig: { AdditionalVersionWeights: {} } })
  expect(lines).toEqual(['`live` is back at version 4, from version 4 (90 %) and version 5 (10 %).'])
})

test('an unknown version stops nothing', async () => {
  const { session, aws, called } = fakeSession()
  aws.shifting('d-OLD', '4', '5')
  await expect(rollback(session, '9')).rejects.toThrow(
    'There is no version 9 of server-1a2b (newest: 5, 4, 3): see `npm run release -- list -s prod`.',
  )
  expect(called('StopDeployment')).toEqual([])
})

test('the version that is live is nothing to roll back to', async () => {
  const { session } = fakeSession()
  await expect(rollback(session, '4')).rejects.toThrow('`live` is at version 4 already: there is nothing to roll back.')
})

test('the first version has none before it', async () => {
  const { session, aws } = fakeSession()
  aws.point('3')
  await expect(rollback(session)).rejects.toThrow('`live` is at version 3, and there is no earlier one to go back to.')
})

test('leaves an alias alone that somebody else moves meanwhile', async () => {
  const { session, aws } = fakeSession({ mode: 'direct' })
  const { send } = aws
  session.lambda.send = (async (command: object) => {
    const answer = await send(command)
    if (command.constructor.name === 'GetAliasCommand') aws.point('5')
    return answer
  }) as typeof session.lambda.send
  await expect(rollback(session)).rejects.toThrow('`live` was changed by somebody else just now, and is left so: ')
  expect(aws.alias.FunctionVersion).toBe('5')
})
