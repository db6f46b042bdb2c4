import * as pulumi from '@pulumi/pulumi'
import { expect, test } from 'vitest'
import { bootstrap } from '../testing/pulumi/mocked-bootstrap.ts'

test.each([
  ['no repository', {}, /bootstrap:repository must be set: npx pulumi config set bootstrap:repository VALUE/],
  ['a repository without its owner', { repository: 'name' }, /bootstrap:repository is "name", but must be OWNER\/NAME/],
  ['a wildcard', { repository: 'owner/*' }, /bootstrap:repository is "owner\/\*", but must be OWNER\/NAME/],
  ['one number of two', { repository: 'o/n', ownerId: 1 }, /bootstrap:repositoryId is not set/],
  [
    'a number that is none',
    { repository: 'o/n', ownerId: 'o', repositoryId: 1 },
    /bootstrap:ownerId is "o", but must be/,
  ],
  [
    'an environment with a wildcard',
    { repository: 'o/n', environments: ['*'] },
    /environments\[0\] is "\*", but must be/,
  ],
  ['no environment', { repository: 'o/n', environments: [] }, /must be a list of at least one/],
  ['one twice', { repository: 'o/n', environments: ['dev', 'dev'] }, /bootstrap:environments has dev twice/],
  ['one that begins another', { repository: 'o/n', environments: ['dev', 'dev-eu'] }, /environments has dev-eu, whose/],
  [
    'a project and an environment that are too long together',
    { repository: 'o/n', project: 'a'.repeat(28), environments: ['b'.repeat(20)] },
    /name a role a{28}-b{20}-authorizer-1234567, which must be at most 64 .* together may have 44\./,
  ],
  [
    'a domain of no environment',
    { repository: 'o/n', domains: { live: 'mcp.example.com' } },
    /bootstrap:domains has live, which is none of bootstrap:environments/,
  ],
  ['a provider of a third kind', { repository: 'o/n', oidcProvider: 'mine' }, /"mine", but must be create or existing/],
  ['a key that is none', { repository: 'o/n', repo: 'o/n' }, /bootstrap:repo is no known key/],
  [
    "the project's namespace",
    { repository: 'o/n', 'serverless-mcp-bootstrap:project': 'tools' },
    /serverless-mcp-bootstrap:project is in no known namespace\. Set bootstrap:project in its place/,
  ],
])('refuses %s', async (_case, config, message) => {
  await expect(bootstrap(config)).rejects.toThrow(message)
})

test('tells every mistake at once, without a stack trace', async () => {
  const failure = bootstrap({ 'mcp:x': '1', environments: ['A'], project: 'B' })
  await expect(failure).rejects.toThrow(pulumi.RunError)
  await expect(failure).rejects.toThrow(/mcp:x.*\n.*repository.*\n.*environments.*\n.*project/)
})
