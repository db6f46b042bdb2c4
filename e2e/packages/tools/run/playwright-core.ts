import { createRequire } from 'node:module'
import type Playwright from 'playwright-core'
import { defineTool } from '../../mcp/tool.ts'

const require = createRequire(import.meta.url)

export async function check({ chromium, devices, errors, selectors }: typeof Playwright) {
  const error = await chromium.launch({ executablePath: '/nowhere/chromium' }).catch(error => error)
  return {
    version: require('playwright-core/package.json').version,
    type: [chromium.name(), chromium.constructor.name, selectors.constructor.name],
    device: devices['iPhone 13']?.viewport,
    error: [error.name, error.message.split('\n')[0], new errors.TimeoutError('late').name],
  }
}

export const run = defineTool({
  name: 'playwright-core-run',
  description: 'Knows its devices and finds no browser: there is none that a test can have.',
  run: async () => JSON.stringify(await check((await import('playwright-core')).default)),
})
