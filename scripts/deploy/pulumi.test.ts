import { describe, expect, test } from 'vitest'
import { workspace } from '../../testing/pulumi/stand-in-pulumi.ts'

const open = 'config:\n  mcp:authorization: none\n'

test("hands over the options behind a second --, which are pulumi up's, as they are", async () => {
  const { run, calls } = workspace({ dev: open })
  const { stdout } = await run('deploy', ['dev', '--yes', '--', '--message', "it's two words", '--target', 'urn:a::b'])
    .ended
  expect(calls().at(-1)?.argv).toEqual([
    ...['up', '--stack', 'dev', '--yes', '--message', "it's two words", '--target', 'urn:a::b'],
  ])
  expect(stdout).toContain(`$ pulumi up --stack dev --yes --message 'it'\\''s two words' --target urn:a::b\n`)
})

test('without a pulumi on the PATH it says how to get one', async () => {
  const { run, env } = workspace({ dev: open })
  env.PATH = '/nowhere'
  const { code, stderr } = await run('deploy', ['dev']).ended
  expect(stderr).toBe('There is no `pulumi` on the PATH: install it with `npm ci`, and run this with `npm run`.\n')
  expect(code).toBe(127)
})

// As a terminal does: Ctrl-C goes to the script and to Pulumi, both in its foreground process group.
describe.skipIf(process.platform === 'win32')('Ctrl-C during the update', () => {
  test('waits until Pulumi has cancelled it in order', async () => {
    const deploy = workspace({ dev: open }).run('deploy', ['dev'], 'slow up')
    await deploy.prints(/updating/)
    process.kill(-Number(deploy.child.pid), 'SIGINT')
    const { code, stderr } = await deploy.ended
    expect(stderr).toBe(
      'error: update cancelled\n`pulumi up --stack dev` ended with exit code 8: Pulumi says why above.\n',
    )
    expect(code).toBe(8)
  })

  test('ends without a stack trace when the CLI is killed by it', async () => {
    const deploy = workspace({ dev: open }).run('deploy', ['dev'], 'up dies')
    await deploy.prints(/updating/)
    process.kill(-Number(deploy.child.pid), 'SIGINT')
    const { code, stderr } = await deploy.ended
    expect(stderr).toMatch(/^`pulumi up --stack dev` was interrupted\. .+\n$/)
    expect(code).toBe(130)
  })

  test('SIGTERM is handed on', async () => {
    const deploy = workspace({ dev: open }).run('deploy', ['dev'], 'up dies')
    await deploy.prints(/updating/)
    deploy.child.kill('SIGTERM')
    expect(await deploy.ended).toMatchObject({ code: 143 })
  })
})
