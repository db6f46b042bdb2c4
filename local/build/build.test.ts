import type { Host } from 'lambda-local'
import { expect, test } from 'vitest'
import { type Builder, createBuild } from './build.ts'

/** A builder of contents that the test sets. */
function fakeBuilder(act: (builder: { content: string }) => void = () => {}) {
  const builds: string[] = []
  const discarded: string[] = []
  const state = { content: 'one' }
  const builder: Builder = {
    tag: () => state.content,
    async build(tag) {
      builds.push(tag)
      act(state)
      const launched: string[] = []
      const host = { network: async () => ({ listen: tag, reach: tag }), launch: () => launched } as unknown as Host
      return { host, description: `built ${tag}` }
    },
    discard: async tag => void discarded.push(tag),
    async [Symbol.asyncDispose]() {},
  }
  return { builder, builds, discarded, state }
}

test('what has not changed is not built again', async () => {
  const { builder, builds } = fakeBuilder()
  const build = await createBuild(builder)
  expect(await build.update()).toBe(false)
  expect(builds).toEqual(['one'])
})

test('what has changed is built, and new instances run it', async () => {
  const { builder, state } = fakeBuilder()
  const build = await createBuild(builder)
  const { host } = build
  state.content = 'two'
  expect(await build.update()).toBe(true)
  expect(build.description).toBe('built two')
  expect(await host.network()).toMatchObject({ listen: 'two' })
})

test('a build that fails leaves the one before in place, and is tried again at the next change', async () => {
  const { builder, state } = fakeBuilder(({ content }) => {
    if (content === 'broken') throw new Error('a syntax error')
  })
  const build = await createBuild(builder)
  state.content = 'broken'
  await expect(build.update()).rejects.toThrow('a syntax error')
  expect(await build.host.network()).toMatchObject({ listen: 'one' })
  state.content = 'mended'
  expect(await build.update()).toBe(true)
})

test('what changed while it was built is not kept under the tag of what it was', async () => {
  const { builder, builds, discarded } = fakeBuilder(state => {
    state.content = 'two'
  })
  const build = await createBuild(builder)
  expect(builds).toEqual(['one', 'two'])
  expect(discarded).toEqual(['one'])
  expect(build.description).toBe('built two')
})
