import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onStop } from './on-stop.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const program = 'app/local-server.ts'
const parent = process.ppid

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  Object.defineProperty(process, 'ppid', { value: parent, configurable: true })
})

/** Listens as the program would that npm started by a command line, and counts what it is told. */
function listen(npmScript: string | undefined) {
  vi.stubEnv('npm_lifecycle_script', npmScript)
  const [node = ''] = process.argv
  vi.spyOn(process, 'argv', 'get').mockReturnValue([node, `${process.cwd()}/${program}`])
  const listeners = new Map<string, () => void>()
  vi.spyOn(process, 'on').mockImplementation((name, listener) => {
    listeners.set(String(name), listener as () => void)
    return process
  })
  const told = { stop: vi.fn(), again: vi.fn() }
  onStop(told)
  return { ...told, signal: (name: string) => listeners.get(name)?.() }
}

test.each(signals)('%s stops it, and what comes after it ends it at once', name => {
  const { stop, again, signal } = listen(undefined)
  signal(name)
  expect(stop).toHaveBeenCalledTimes(1)
  expect(again).not.toHaveBeenCalled()
  signal('SIGTERM')
  expect(stop).toHaveBeenCalledTimes(1)
  expect(again).toHaveBeenCalledTimes(1)
})

test.each<[string, string | undefined, number, number]>([
  ['npm, that npm passes on', `exec node ${program}`, 20, 0],
  ['npm with options, that npm passes on', `exec node --watch ${program} --port 0`, 20, 0],
  ['npm, that comes again', `exec node ${program}`, 1000, 1],
  ['what npm started', 'exec vitest run', 20, 1],
  ['a shell', undefined, 20, 1],
])('a second signal to a program started by %s', (_by, script, afterMs, expected) => {
  const { stop, again, signal } = listen(script)
  signal('SIGINT')
  vi.advanceTimersByTime(afterMs)
  signal('SIGINT')
  expect(stop).toHaveBeenCalledTimes(1)
  expect(again).toHaveBeenCalledTimes(expected)
})

test.each<[string, string | undefined, number]>([
  ['is told when npm has gone', `exec node ${program}`, 1],
  ['that something else started goes on when that has gone', 'exec vitest run', 0],
  ['that a shell started goes on when that has gone', undefined, 0],
])('a program %s', (_what, script, expected) => {
  const { stop, again } = listen(script)
  vi.advanceTimersByTime(1000)
  expect(stop).not.toHaveBeenCalled()
  Object.defineProperty(process, 'ppid', { value: 1, configurable: true })
  vi.advanceTimersByTime(1000)
  expect(stop).toHaveBeenCalledTimes(expected)
  expect(again).not.toHaveBeenCalled()
})

test('a program that is stopping already does not mind that npm goes', () => {
  const { stop, again, signal } = listen(`exec node ${program}`)
  signal('SIGHUP')
  Object.defineProperty(process, 'ppid', { value: 1, configurable: true })
  vi.advanceTimersByTime(1000)
  expect(stop).toHaveBeenCalledTimes(1)
  expect(again).not.toHaveBeenCalled()
})
