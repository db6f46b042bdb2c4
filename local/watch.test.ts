import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { watchFolder } from './watch.ts'

/** A folder that is watched, with one file in it. `change` resolves once a change has been told. */
function watched(act: () => Promise<void> = async () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'watch-'))
  mkdirSync(join(folder, 'tools'))
  writeFileSync(join(folder, 'tools/a.ts'), '0')
  let told = 0
  let tell = () => {}
  const watching = watchFolder(
    folder,
    async () => {
      await act()
      told++
      tell()
    },
    20,
  )
  onTestFinished(async () => {
    await watching[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  return {
    path: (name: string) => join(folder, name),
    watching,
    told: () => told,
    change(make: () => void): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      tell = resolve
      make()
      return promise
    },
  }
}

test('a file that is written is told, again and again', async () => {
  const { change, path, told } = watched()
  for (const [round, content] of ['1', '2'].entries()) {
    await change(() => writeFileSync(path('tools/a.ts'), content))
    expect(told()).toBeGreaterThan(round)
  }
})

test('a file that is replaced by another, as editors and git do, is told again and again', async () => {
  const { change, path, told } = watched()
  for (const [round, content] of ['1', '2', '3'].entries()) {
    await change(() => {
      writeFileSync(path('tools/a.ts.tmp'), content)
      renameSync(path('tools/a.ts.tmp'), path('tools/a.ts'))
    })
    expect(told()).toBeGreaterThan(round)
  }
})

test('folders that come, go and come again are watched', async () => {
  const { change, path, told } = watched()
  for (let round = 0; round < 2; round++) {
    const changes = [
      () => mkdirSync(path('new/deep'), { recursive: true }),
      () => writeFileSync(path('new/deep/b.ts'), '1'),
      () => rmSync(path('new'), { recursive: true }),
    ]
    for (const make of changes) {
      const before = told()
      await change(() => void make())
      expect(told()).toBeGreaterThan(before)
    }
  }
})

test('many changes at once are one', async () => {
  const { change, path, told } = watched()
  await change(() => {
    for (let file = 0; file < 50; file++) writeFileSync(path(`tools/${file}.ts`), '1')
  })
  expect(told()).toBe(1)
})

test('what changes meanwhile is told afterwards', async () => {
  let running = 0
  const first = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  const { path, told, change } = watched(async () => {
    expect(++running).toBe(1)
    started.resolve()
    await first.promise
    running--
  })
  writeFileSync(path('tools/a.ts'), '1')
  await started.promise
  const second = change(() => writeFileSync(path('tools/a.ts'), '2'))
  first.resolve()
  await second
  await expect.poll(told).toBe(2)
})

test('nothing is told once the watching has ended', async () => {
  const { change, path, told, watching } = watched()
  await change(() => writeFileSync(path('tools/a.ts'), '1'))
  const before = told()
  await watching[Symbol.asyncDispose]()
  writeFileSync(path('tools/a.ts'), '2')
  await new Promise(resolve => setTimeout(resolve, 200))
  expect(told()).toBe(before)
})
