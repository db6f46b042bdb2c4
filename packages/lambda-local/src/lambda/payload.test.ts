import { PassThrough } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { Payload } from './payload.ts'

const failure = new Error('midway')

test('what was written before anybody reads is there, and the failure after it', async () => {
  const payload = new Payload()
  payload.add(Buffer.from('one'))
  payload.add(Buffer.from('two'))
  payload.fail(failure)
  payload.add(Buffer.from('too late'))
  const seen: string[] = []
  const read = async () => {
    for await (const chunk of payload) seen.push(String(chunk))
  }
  await expect(read()).rejects.toBe(failure)
  expect(seen.join('')).toBe('onetwo')
})

test('a reader that waits is told of a failure', async () => {
  const payload = new Payload()
  const read = text(payload)
  payload.add(Buffer.from('one'))
  setImmediate(() => payload.fail(failure))
  await expect(read).rejects.toBe(failure)
})

test('a failure that nobody reads is no unhandled error', async () => {
  const payload = new Payload()
  payload.fail(failure)
  await new Promise(setImmediate)
  expect(payload.destroyed).toBe(false)
})

test('a slow reader gets everything, then the end or the failure', async () => {
  for (const end of [undefined, failure]) {
    const payload = new Payload()
    const slow = new PassThrough({ highWaterMark: 10 })
    const piped = pipeline(payload, slow)
    for (let chunk = 0; chunk < 100; chunk++) payload.add(Buffer.alloc(1000))
    if (end) payload.fail(end)
    else payload.finish()
    const read = buffer(slow)
    if (end) {
      await expect(piped).rejects.toBe(failure)
      await expect(read).rejects.toBe(failure)
    } else {
      expect((await read).length).toBe(100_000)
      await piped
    }
  }
})

test('a reader that has gone is no obstacle', () => {
  const payload = new Payload()
  payload.destroy()
  payload.add(Buffer.from('one'))
  payload.finish()
  expect(payload.destroyed).toBe(true)
})
