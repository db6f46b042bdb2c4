import { chromium } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { createIssuer } from '../local/issuer/create-issuer.ts'
import { node } from '../testing/processes.ts'
import { protectedServer } from './protected-server.ts'

const program = inject('chromium')

test.skipIf(program === null)(
  'two people log in to the sample client, one after the other, in one browser',
  async () => {
    await using issuer = await createIssuer({ port: 0 })
    await using server = await protectedServer(issuer.url)
    await using browser = await chromium.launch({
      executablePath: program ?? '',
      args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'], // Nothing beyond this machine.
    })
    const page = await browser.newPage({ javaScriptEnabled: false })

    for (const name of ['Ada', 'Grace <b>Hopper</b>']) {
      const env = { MCP_SERVER_ENDPOINT: `${server.url}/mcp`, MCP_AUTH_TOKEN: undefined, BROWSER: 'none' }
      await using client = node(['client/client.ts'], env)
      const [, address = ''] = await client.prints(/If none opens: (\S+)\n/)
      await page.goto(address)

      expect(await page.title()).toBe('Who are you?')
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Who are you?')
      expect(await page.getByRole('main').textContent()).toContain('serverless-mcp sample client asks to act for you')
      await page.getByRole('textbox', { name: 'Your name' }).fill(name)
      await page.getByRole('button', { name: 'Log in and allow' }).click()

      await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/callback/)
      expect(await page.textContent('body')).toContain('You can close this window.')
      expect(await client.ended).toMatchObject({ code: 0 })
      expect(server.callers.at(-1)?.sub).toBe(name)
    }
  },
)
