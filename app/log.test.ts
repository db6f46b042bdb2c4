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

test('a line for a person is one line, whatever its message, its fields and its error hold', () => {
  const log = createLog({ logLevel: 'info', logFormat: 'line' })
  const forged = 'x\n00:00:00 info  POST /mcp status=200\r\u001b[2J\u009b2J\u2028\u202e'
  log.info(`low on ${forged}`, { tray: forged })
  for (const obeyed of '\n\r\u001b\u009b\u2028\u202e') expect(console_.mock.lastCall?.[0]).not.toContain(obeyed)
  log.error('tool failed', { error: new Error(forged) })
  const lines = String(consoleError.mock.lastCall?.[0]).split('\n')
  expect(lines[1]).toBe('Error: x\\n00:00:00 info  POST /mcp status=200\\u000d\\u001b[2J\\u009b2J\\u2028\\u202e')
  for (const line of lines.slice(2)) expect(line).toMatch(/^ {4}at /)
})

const circle: Record<string, unknown> = {}
circle.self = circle
const hostile = {
  bigint: 7n,
  circle,
  getter: {
    get secret() {
      throw new Error('no')
    },
  },
  error: Object.defineProperty(new Error('x'), 'stack', {
    get() {
      throw new Error('no')
    },
  }),
  thrown: Object.assign(new Error('x'), { message: 7n, name: Symbol('s') }),
}

test.each(['line', 'json', 'object'] as const)('the format %s takes what JSON cannot hold', logFormat => {
  const log = createLog({ logLevel: 'info', logFormat })
  log.info('hostile', { ...hostile, request: 'r' })
  log.error('tool failed', { error: 'a string, thrown' })
  const [record] = console_.mock.lastCall ?? []
  expect(typeof record === 'string' ? record : JSON.stringify(record)).toMatch(/hostile.*JSON/s)
  const [thrown] = consoleError.mock.lastCall ?? []
  expect(typeof thrown === 'string' ? thrown : JSON.stringify(thrown)).toContain('a string, thrown')
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
