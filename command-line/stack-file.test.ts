import { expect, test } from 'vitest'
import { workspace } from '../testing/pulumi/stand-in-pulumi.ts'

const open = 'config:\n  mcp:authorization: none\n'

test.each<[name: string, args: string[], message: string]>([
  ['no stack', [], 'Which stack? Example: npm run deploy -- dev (the stacks here are dev, prod)'],
  ['no stack, but an option', ['--yes'], 'Which stack? Example: npm run deploy -- dev (the stacks here are dev, prod)'],
  [
    'an option that it does not have',
    ['dev', '--preveiw'],
    "Unknown option '--preveiw'. Example: npm run deploy -- dev (all options: npm run deploy -- --help)",
  ],
  [
    "an option of Pulumi's before a second --",
    ['dev', '--target', 'urn:a::b'],
    "Unknown option '--target'. Example: npm run deploy -- dev (all options: npm run deploy -- --help)",
  ],
  ['an unknown stack', ['qas'], 'The stack "qas" has no file Pulumi.qas.yaml: the stacks here are dev, prod.'],
  [
    'a second stack',
    ['dev', '--', '--stack=prod'],
    '"--stack=prod" would name a second stack beside "dev": leave it out.',
  ],
  ['a second stack', ['dev', '--', '-s', 'prod'], '"-s" would name a second stack beside "dev": leave it out.'],
])('given %s it says so in one sentence and runs nothing', async (_name, args, message) => {
  const { run, commands } = workspace({ dev: open, prod: open })
  expect(await run('deploy', args).ended).toMatchObject({ code: 1, stderr: `${message}\n`, stdout: '' })
  expect(commands()).toEqual([])
})

test('says where it is amiss in a stack file that is no YAML', async () => {
  const { run, commands } = workspace({ dev: 'config: [\n' })
  expect((await run('deploy', ['dev']).ended).stderr).toMatch(/^Pulumi\.dev\.yaml cannot be read: .+ at line 2.*\n$/)
  expect(commands()).toEqual([])
})
