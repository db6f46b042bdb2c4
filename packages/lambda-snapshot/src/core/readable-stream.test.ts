import { expect, test } from 'vitest'
import { ReadableStream } from './readable-stream.ts'

async function collect<Chunk>(stream: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const chunks: Chunk[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}

const open = (cancel?: (reason: unknown) => void) => new ReadableStream<number>(cancel ? { cancel } : {})

test('hands over what was there before it was read, in order, and ends', async () => {
  const stream = new ReadableStream<number>({
    start(controller) {
      controller.enqueue(1)
      controller.enqueue(2)
      controller.close()
    },
  })
  expect(await collect(stream)).toEqual([1, 2])
})

test('waits for a chunk that is not there yet, and for the end', async () => {
  const stream = open()
  const reader = stream.getReader()
  const first = reader.read()
  stream.enqueue(1)
  expect(await first).toEqual({ done: false, value: 1 })
  const last = reader.read()
  stream.close()
  expect(await last).toEqual({ done: true, value: undefined })
})

test('pulls when it is asked for a chunk and has none', async () => {
  let left = 3
  const stream = new ReadableStream<number>({
    async pull(controller) {
      if (left === 0) controller.close()
      else controller.enqueue(left--)
    },
  })
  expect(left).toBe(3)
  expect(await collect(stream)).toEqual([3, 2, 1])
})

test('takes nothing after its end', () => {
  const stream = open()
  stream.close()
  expect(() => stream.enqueue(1)).toThrow(TypeError)
  expect(() => stream.close()).toThrow(TypeError)
})

test('fails for its reader as its source did', async () => {
  const stream = open()
  const read = stream.read()
  stream.error(new Error('gone'))
  await expect(read).rejects.toThrow('gone')
})

test('tells its source of a reader who leaves early, and once', async () => {
  const reasons: unknown[] = []
  const stream = open(reason => reasons.push(reason))
  stream.enqueue(1)
  for await (const _ of stream) break
  await stream.cancel('again')
  expect(reasons).toEqual([undefined])
  expect(() => stream.enqueue(2)).toThrow(TypeError)
})

test('ends a read that waits when its reader leaves', async () => {
  const stream = open()
  const read = stream.read()
  await stream.cancel()
  expect(await read).toEqual({ done: true, value: undefined })
})
