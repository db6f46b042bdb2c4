import { expect, test } from 'vitest'
import { codeDeployError, fakeSession } from '../../testing/fake-aws.ts'
import { shift } from './shift.ts'

const alarmed = (...alarms: string[]) =>
  'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected ' +
  `deployments have been stopped. Activated alarms: ${alarms.map(alarm => `<${alarm}>`).join(' ')}`

test('shifts to the version that was published, and tells how much traffic it has and for how long', async () => {
  const { session, aws, lines, called } = fakeSession()
  aws.happens = [
    () => aws.point('4', { 5: 0.1 }),
    () => {},
    () => {
      aws.point('5')
      aws.finish()
    },
  ]
  expect(await shift(session), 'the version before').toBe('4')
  const [input] = called('CreateDeployment')
  expect(input).toMatchObject({ applicationName: 'serverless-mcp-prod', deploymentGroupName: 'live' })
  expect(input?.revision).toEqual({
    revisionType: 'AppSpecContent',
    appSpecContent: {
      content:
        '{"version":0.0,"Resources":[{"server":{"Type":"AWS::Lambda::Function","Properties":' +
        '{"Name":"server-1a2b","Alias":"live","CurrentVersion":"4","TargetVersion":"5"}}}]}',
    },
  })
  expect(lines).toEqual([
    'CodeDeploy shifts `live` from version 4 to version 5 (d-NEW).',
    'd-NEW InProgress: version 5 has 0 % of the traffic, for 0 min 0 s',
    'd-NEW InProgress: version 5 has 10 % of the traffic, for 0 min 0 s',
    'd-NEW InProgress: version 5 has 10 % of the traffic, for 0 min 5 s',
    'Version 5 has all of the traffic.',
  ])
})

test.each([
  [['prod-5xx'], 'the alarm prod-5xx went off'],
  [['prod-5xx', 'prod-errors'], 'the alarms prod-5xx and prod-errors went off'],
])('stopped half way by %s, it names what stopped it once CodeDeploy has gone back', async (alarms, reason) => {
  const { session, aws } = fakeSession()
  aws.happens = [
    () => aws.point('4', { 5: 0.1 }),
    () => aws.stop('ALARM_ACTIVE', alarmed(...alarms)),
    () => {
      aws.point('4')
      aws.finish()
    },
  ]
  await expect(shift(session)).rejects.toThrow(`Version 5 is not released: ${reason}. \`live\` is at version 4.`)
  expect(aws.happens, 'waits for the rollback').toEqual([])
})

test('stopped by hand without a rollback, it says what is left and how to remove it', async () => {
  const { session, aws } = fakeSession()
  aws.happens = [
    () => aws.point('4', { 5: 0.1 }),
    () =>
      Object.assign(aws.current, { status: 'Stopped', errorInformation: { code: 'MANUAL_STOP', message: 'Stopped' } }),
    ...Array(6).fill(() => {}),
  ]
  await expect(shift(session)).rejects.toThrow(
    'Version 5 is not released: somebody stopped it. `live` was left at version 4 (90 %) and version 5 (10 %): ' +
      '`npm run release -- rollback -s prod` removes the weights.',
  )
})

test('started again, it takes up the shift that an interrupted run left', async () => {
  const { session, aws, lines, called } = fakeSession()
  aws.shifting('d-OLD', '4', '5')
  aws.point('4', { 5: 0.1 })
  aws.happens = [aws => aws.point('5'), aws => aws.finish()]
  expect(await shift(session), 'the version before').toBe('4')
  expect(lines[0]).toBe('CodeDeploy is shifting `live` to version 5 already (d-OLD): resumed.')
  expect(called('CreateDeployment')).toEqual([])
})

test('interrupted, it leaves the shift running and says how to take it up again', async () => {
  const { session, aws, interruption, called } = fakeSession()
  aws.happens = [() => interruption.abort()]
  await expect(shift(session)).rejects.toMatchObject({
    message: 'CodeDeploy goes on with the shift (d-NEW). To resume it: npm run release -- -s prod',
    code: 130,
  })
  expect(called('StopDeployment')).toEqual([])
})

test('two releases at once: it leaves the other alone', async () => {
  const { session, aws, called } = fakeSession({ functionVersion: '6' })
  aws.shifting('d-OLD', '4', '5')
  await expect(shift(session)).rejects.toThrow(
    'Two releases at once: version 5 is on its way (d-OLD), so version 6 has to wait. When it is done, ' +
      '`npm run release -- -s prod`; to stop it, `npm run release -- rollback -s prod`.',
  )
  expect(called('CreateDeployment')).toEqual([])
})

test('two releases at once: the other began just after this one had looked', async () => {
  const { session, aws } = fakeSession()
  const message = "The Deployment Group 'live' already has an active Deployment 'd-OTHER'"
  aws.errors.CreateDeployment = codeDeployError('DeploymentLimitExceededException', message)
  await expect(shift(session)).rejects.toThrow(`Another release has begun just now (${message}): when it is done, `)
})

test('waits for no rollback of CodeDeploy, but says that there is one', async () => {
  const { session, aws } = fakeSession()
  aws.deploy('d-BACK', undefined, { creator: 'codeDeployRollback' })
  await expect(shift(session)).rejects.toThrow(
    'CodeDeploy is still undoing another release (d-BACK): when it is done, ',
  )
})

test('nothing to release', async () => {
  const { session, aws, lines, called } = fakeSession()
  aws.point('5')
  expect(await shift(session)).toBeUndefined()
  expect(lines).toEqual(['Nothing to shift: `live` is at version 5.'])
  expect(called('CreateDeployment')).toEqual([])
})

test('removes weights that nobody is shifting any more, on which CodeDeploy would fail', async () => {
  const { session, aws, lines } = fakeSession()
  aws.point('4', { 5: 0.1 })
  aws.happens = [aws => aws.point('5'), aws => aws.finish()]
  expect(await shift(session)).toBe('4')
  expect(lines[0]).toMatch(
    /^`live` is at version 4 \(90 %\) and version 5 \(10 %\), left so by a shift that was stopped/,
  )
  expect(aws.calls.map(({ name }) => name).slice(0, 4)).toEqual([
    'ListDeployments',
    'GetAlias',
    'UpdateAlias',
    'CreateDeployment',
  ])
})

test('says what to do where the canary is configured but not deployed', async () => {
  const { session, aws } = fakeSession()
  const error = codeDeployError('ApplicationDoesNotExistException', 'No application found for name')
  aws.errors = { ListDeployments: error, CreateDeployment: error }
  await expect(shift(session)).rejects.toThrow('CodeDeploy has no application serverless-mcp-prod: ')
})
