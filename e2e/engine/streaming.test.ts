import { expect, inject, test } from 'vitest'
import { Machine } from './workspace.ts'

const cli = inject('pulumi') ?? ''

test.skipIf(cli === '')(
  'with canaries the way of answering cannot change, and says so before anything happens',
  async () => {
    using machine = new Machine(cli)
    const checkout = machine.checkout()
    const up = ['up', '--yes', '--stack', 'dev']
    await checkout.succeed(['stack', 'init', 'dev'])
    checkout.configure('dev', { 'mcp:release': 'canary' })
    await checkout.succeed([...up, '--skip-preview'])

    const before = machine.cloud.journal().length
    checkout.configure('dev', { 'mcp:streaming': true })
    for (const command of [['preview', '--stack', 'dev'], up]) {
      const { code, output } = await checkout.pulumi(command)
      expect(code).not.toBe(0)
      expect(output).toContain('app.handler becomes app.stream')
      expect(output).toContain('with mcp:release "direct"')
      expect(output).not.toMatch(/at .*same-handler\.ts/)
    }
    expect(machine.cloud.journal()).toHaveLength(before)

    // As it says.
    checkout.configure('dev', { 'mcp:release': 'direct' })
    await checkout.succeed([...up, '--skip-preview'])
    checkout.configure('dev', { 'mcp:release': 'canary', 'mcp:lambda': { memorySize: 1024, timeout: 15 } })
    await checkout.succeed([...up, '--skip-preview'])
    await checkout.succeed([...up, '--skip-preview', '--expect-no-changes'])
    await checkout.succeed(['destroy', '--yes', '--stack', 'dev', '--skip-preview'])
  },
)
