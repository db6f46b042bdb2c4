import { expect, test } from 'vitest'
import { workspace } from '../testing/pulumi/stand-in-pulumi.ts'

const open = 'config:\n  mcp:authorization: none\n'

test('destroys a stack, then says what remains and how to remove it', async () => {
  const { run, commands } = workspace({ dev: open })
  const { code, stdout } = await run('destroy', ['dev', '--yes']).ended
  expect(commands()).toEqual(['whoami --non-interactive', 'destroy --stack dev --yes'])
  expect(code).toBe(0)
  expect(stdout).toContain('$ pulumi destroy --stack dev --yes\n')
  for (const rest of ['ECR', 'log role', 'npx pulumi stack rm dev', 'encrypted values in Pulumi.dev.yaml']) {
    expect(stdout).toContain(rest)
  }
})

test.each(['true', '"true"'])('keeps a stack whose file says mcp:protect: %s', async value => {
  const { run, commands } = workspace({ prod: `config:\n  mcp:protect: ${value}\n` })
  const { code, stderr } = await run('destroy', ['prod', '--yes']).ended
  expect(commands()).toEqual(['whoami --non-interactive'])
  expect(code).toBe(1)
  for (const step of ['npx pulumi config set --stack prod mcp:protect false', 'npm run deploy -- prod']) {
    expect(stderr).toContain(step)
  }
})

test('ends with the exit code of a destroy that failed, and claims nothing', async () => {
  const { code, stdout, stderr } = await workspace({ dev: open }).run('destroy', ['dev'], 'destroy fails').ended
  expect(code).toBe(4)
  expect(stderr).toContain('`pulumi destroy --stack dev` ended with exit code 4: Pulumi says why above.\n')
  expect(stdout).not.toContain('What remains')
})

test('after a preview nothing is gone', async () => {
  for (const args of [
    ['dev', '--preview-only'],
    ['dev', '--', '--preview-only=true'],
  ]) {
    const { run, commands } = workspace({ dev: open })
    expect((await run('destroy', args).ended).stdout).not.toContain('What remains')
    expect(commands().at(-1)).toMatch(/^destroy --stack dev --preview-only/)
  }
})

test('without a stack, and logged out, it ends as deploy does', async () => {
  const { run, commands } = workspace({ dev: open, prod: open })
  const message = 'Which stack? Example: npm run destroy -- dev (the stacks here are dev, prod)\n'
  expect(await run('destroy', []).ended).toMatchObject({ code: 1, stderr: message })
  expect(commands()).toEqual([])

  const { code, stderr } = await run('destroy', ['dev'], 'logged out').ended
  expect(code).toBe(1)
  expect(stderr).toContain('npx pulumi login --local')
  expect(commands()).toEqual(['whoami --non-interactive', 'version'])
})
