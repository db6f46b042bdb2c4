import { expect, test } from 'vitest'
import { codeDeployError, fakeSession, lambdaError } from '../../testing/fake-aws.ts'
import { awsError } from './aws-error.ts'
import { rollback } from './rollback.ts'

test.each([
  ['UpdateAlias', 'lambda:UpdateAlias', lambdaError],
  ['ListDeployments', 'codedeploy:ListDeployments', codeDeployError],
])(
  'no permission for %s: one sentence with the action and what AWS says of the identity',
  async (name, action, error) => {
    const { session, aws } = fakeSession()
    const message = `User: arn:aws:sts::123456789012:assumed-role/deploy/ci is not authorized to perform: ${action} on resource: x`
    aws.errors[name] = error('AccessDeniedException', message)
    const thrown = await rollback(session).catch(error => error)
    expect(awsError(thrown, 'prod')?.message).toBe(
      `AWS refuses ${action} on the stack "prod": allow it to this identity. AWS says: ${message}`,
    )
  },
)

test.each([
  [
    Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' }),
    /^AWS does not know who/,
  ],
  [new Error('Region is missing'), /^No AWS region is set/],
  [
    lambdaError('ResourceNotFoundException', 'Cannot find alias arn'),
    /^AWS answers ResourceNotFoundException for .*"prod"/,
  ],
  [Object.assign(new Error('no'), { code: 'ENOTFOUND', hostname: 'h' }), /^AWS cannot be reached \(ENOTFOUND h\)/],
])('%s is one sentence', (error, sentence) => {
  expect(awsError(error, 'prod')?.message).toMatch(sentence)
})

test('a mistake of our own keeps its stack trace', () => {
  expect(awsError(new TypeError('x is not a function'), 'prod')).toBeUndefined()
})
