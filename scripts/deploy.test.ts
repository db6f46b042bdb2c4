import { expect, test } from 'vitest'
import { workspace } from '../testing/pulumi/stand-in-pulumi.ts'

const open = 'config:\n  mcp:authorization: none\n'
const withToken = 'config:\n  mcp:authorization: token\n  mcp:tokens:\n    - secure: v1:abc\n'
const withoutToken = 'config:\n  mcp:authorization: token\n'
const toUp = ['whoami --non-interactive', 'stack select dev', 'up --stack dev --yes']

test('deploys a stack for the first time: it creates the stack, then updates it', async () => {
  const { run, commands } = workspace({ dev: withToken })
  const { code, stdout, stderr } = await run('deploy', ['dev', '--yes'], 'no such stack').ended
  expect(commands()).toEqual(['whoami --non-interactive', 'stack select dev', 'stack init dev', 'up --stack dev --yes'])
  expect(code).toBe(0)
  expect(stderr, 'that the stack is missing is no error here').toBe('')
  for (const command of commands()) expect(stdout).toContain(`$ pulumi ${command}\n`)
  expect(stdout).toMatch(
    /Next, with the token in MCP_AUTH_TOKEN:\nMCP_SERVER_ENDPOINT=\$\(npx pulumi stack output McpEndpoint --stack dev\) npm run client\n$/,
  )
})

test('knows a missing stack from what an older CLI says, which has no exit code for it', async () => {
  const { run, commands } = workspace({ dev: open })
  expect(await run('deploy', ['dev'], 'no such stack, old CLI').ended).toMatchObject({ code: 0 })
  expect(commands()).toContain('stack init dev')
})

test('deploys again without creating anything', async () => {
  const { run, commands } = workspace({ dev: open })
  const { code, stdout } = await run('deploy', ['dev', '--yes']).ended
  expect(commands()).toEqual(toUp)
  expect(code).toBe(0)
  expect(stdout).toContain('\nNext:\nMCP_SERVER_ENDPOINT=')
})

test('logged out, it names the backends to choose from', async () => {
  const { run, commands } = workspace({ dev: open })
  const { code, stderr } = await run('deploy', ['dev'], 'logged out').ended
  expect(code).toBe(1)
  for (const choice of ['npx pulumi login ', 'npx pulumi login s3://BUCKET', 'npx pulumi login --local']) {
    expect(stderr).toContain(choice)
  }
  expect(commands()).toEqual(['whoami --non-interactive', 'version'])
})

test('without the CLI it speaks of the download, and not of a login', async () => {
  const { run, commands } = workspace({ dev: open })
  const { code, stderr } = await run('deploy', ['dev'], 'not downloaded').ended
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /pulumi: fetch failed\nThe Pulumi CLI does not start, .* downloaded from get\.pulumi\.com.*\n$/,
  )
  expect(stderr).not.toContain('pulumi login')
  expect(commands()).toEqual(['whoami --non-interactive', 'version'])
})

test('creates no stack where it cannot tell whether there is one', async () => {
  const { run, commands } = workspace({ dev: open })
  const { code, stderr } = await run('deploy', ['dev'], 'backend out of reach').ended
  expect(code).toBe(1)
  expect(stderr).toBe(
    'error: could not query backend\n`pulumi stack select dev` ended with exit code 1: Pulumi says why above.\n',
  )
  expect(commands()).toEqual(toUp.slice(0, 2))
})

test('ends with the step that failed, and with its exit code', async () => {
  const init = workspace({ dev: open })
  expect(await init.run('deploy', ['dev'], 'init fails').ended).toMatchObject({
    code: 1,
    stderr: 'error: could not create stack\n`pulumi stack init dev` ended with exit code 1: Pulumi says why above.\n',
  })
  expect(init.commands().at(-1)).toBe('stack init dev')

  const up = await workspace({ dev: open }).run('deploy', ['dev'], 'up fails').ended
  expect(up).toMatchObject({
    code: 4,
    stderr: 'error: update failed\n`pulumi up --stack dev` ended with exit code 4: Pulumi says why above.\n',
  })
  expect(up.stdout, 'nothing comes next').not.toContain('MCP_SERVER_ENDPOINT')
})

test.each([
  ['none', withoutToken],
  ['an empty list', `${withoutToken}  mcp:tokens: []\n`],
  ['an empty one', `${withoutToken}  mcp:tokens:\n    - ""\n`],
])('with %s for a token and no terminal it gives the command that sets one', async (_name, content) => {
  const { run, commands } = workspace({ dev: content })
  expect(await run('deploy', ['dev', '--yes'], 'no such stack').ended).toMatchObject({
    code: 1,
    stderr:
      'Pulumi.dev.yaml has no mcp:tokens, and no terminal is here to ask for one. ' +
      "Set it: npx pulumi config set --stack dev --path --secret 'mcp:tokens[0]'\n",
  })
  expect(commands().at(-1), 'the command needs the stack').toBe('stack init dev')
})
