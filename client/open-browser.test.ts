import { spawn } from 'node:child_process'
import { afterEach, expect, test, vi } from 'vitest'
import { openBrowser } from './open-browser.ts'

vi.mock('node:child_process', () => ({ spawn: vi.fn(() => ({ on() {}, unref() {} })) }))

afterEach(() => {
  vi.unstubAllEnvs()
  vi.mocked(spawn).mockClear()
})

test('BROWSER names the program that opens the page', () => {
  vi.stubEnv('BROWSER', 'my-browser')
  openBrowser(new URL('http://localhost:3001/auth?client_id=1&scope=mcp'))
  expect(spawn).toHaveBeenCalledWith(
    'my-browser',
    ['http://localhost:3001/auth?client_id=1&scope=mcp'],
    expect.anything(),
  )
})

test.each(['file:///etc/passwd', 'ssh://example.com', 'javascript:alert(1)'])('%s is not opened', address => {
  openBrowser(new URL(address))
  expect(spawn).not.toHaveBeenCalled()
})
