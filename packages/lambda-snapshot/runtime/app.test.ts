import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

const stream = () => 'streamed'
const wrapped = () => 'wrapped'
/** Lambda's own sets a property of the handler. */
function streamifyResponse(handler: unknown) {
  if (handler !== stream) throw new TypeError('Cannot set properties of undefined')
  return wrapped
}

describe.each(['app.cjs', 'app.mjs'])('%s', name => {
  /** Loads it where a global has a value, over code that does something while it loads. */
  async function load(
    awslambda: unknown,
    whileLoading: () => void = () => {},
    started: object = { handler: 'handler', stream },
  ) {
    const folder = mkdtempSync(join(tmpdir(), 'app-'))
    copyFileSync(join(import.meta.dirname, name), join(folder, name))
    writeFileSync(join(folder, 'code.json'), '{"root":"."}')
    writeFileSync(join(folder, 'load.cjs'), 'exports.start = () => globalThis.startForTest()')
    Object.assign(globalThis, {
      awslambda,
      startForTest() {
        whileLoading()
        return started
      },
    })
    const chdir = vi.spyOn(process, 'chdir').mockImplementation(() => {})
    onTestFinished(() => {
      chdir.mockRestore()
      rmSync(folder, { recursive: true })
      for (const global of ['awslambda', 'startForTest']) Reflect.deleteProperty(globalThis, global)
    })
    const { handler, stream: loaded } = await import(pathToFileURL(join(folder, name)).href)
    return { handler, stream: loaded }
  }

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an object without the function', {}],
    ['an object whose function is none', { streamifyResponse: 'yes' }],
    ['an object whose function is null', { streamifyResponse: null }],
    ['a text', 'awslambda'],
    ['a function', () => {}],
  ])('where the global awslambda is %s, leaves the handlers as they are', async (_what, awslambda) => {
    expect(await load(awslambda)).toEqual({ handler: 'handler', stream })
  })

  test("has the runtime's function wrap what streams", async () => {
    expect(await load({ streamifyResponse })).toEqual({ handler: 'handler', stream: wrapped })
  })

  test('has nothing of what streams where the server has none', async () => {
    expect(await load({ streamifyResponse }, () => {}, { handler: 'handler' })).toEqual({ handler: 'handler' })
  })

  test('does so when a package takes its name while the code loads', async () => {
    const take = () => Object.assign(globalThis, { awslambda: {} })
    expect(await load({ streamifyResponse }, take)).toEqual({ handler: 'handler', stream: wrapped })
  })
})
