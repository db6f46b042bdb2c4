import { afterEach, expect, test, vi } from 'vitest'
import { createLog } from './log.ts'

const console_ = vi.spyOn(console, 'info').mockImplementation(() => {})
const consoleError = vi.spyOn(console, 'error').mockImplementation(() => {})

afterEach(() => {
  vi.clearAllMocks()
})

test('a line for a person holds level, message and fields, and cannot be forged by a value', () => {
  createLog({ logLevel: 'info', logFormat: 'line' }).info('POST /mcp', { status: 200, name: 'ping\nfaked' })
  expect(console_.mock.lastCall?.[0]).toMatch(/^\d\d:\d\d:\d\d info {2}POST \/mcp status=200 name="ping\\nfaked"$/)
})

test('a line for a person ends with the stack of an error', () => {
  createLog({ logLevel: 'info', logFormat: 'line' }).error('tool failed', { error: new Error('boom') })
  expect(consoleError.mock.lastCall?.[0]).toMatch(/tool failed\nError: boom\n +at /)
})

test("Lambda's text format gets one line of JSON", () => {
  createLog({ logLevel: 'info', logFormat: 'json' }).error('tool failed', { error: new TypeError('boom'), tool: 'x' })
  const line = consoleError.mock.lastCall?.[0]
  expect(line).not.toContain('\n')
  expect(JSON.parse(line)).toMatchObject({
    level: 'error',
    message: 'tool failed',
    tool: 'x',
    error: { name: 'TypeError', message: 'boom', stack: expect.stringContaining('log.test.ts') },
  })
})

test("Lambda's JSON format gets an object, which it completes itself", () => {
  createLog({ logLevel: 'info', logFormat: 'object' }).info('POST /mcp', { status: 200 })
  expect(console_).toHaveBeenCalledWith({ message: 'POST /mcp', status: 200 })
})

test('what is below the level is not written', () => {
  const log = createLog({ logLevel: 'error', logFormat: 'line' })
  log.info('quiet')
  log.error('loud')
  expect(console_).not.toHaveBeenCalled()
  expect(consoleError).toHaveBeenCalledOnce()
})
