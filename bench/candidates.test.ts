import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { imageEnvironment, peers } from './candidates.ts'

const dockerfile = readFileSync(join(import.meta.dirname, '../Dockerfile'), 'utf8')

it('measures with the environment that the Dockerfile sets', () => {
  const set = Object.fromEntries([...dockerfile.matchAll(/^ENV (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
  // What the benches add, and no image has.
  expect(imageEnvironment).toEqual({ ...set, LOG_LEVEL: 'error' })
  // Written in another way it would not have been found above.
  expect(dockerfile.match(/^\s*ENV\b/gim) ?? []).toHaveLength(Object.keys(set).length)
})

it('builds the images of the others on the base of ours', async () => {
  vi.stubEnv('BASE_IMAGE', '')
  const { baseImage } = await import('./images.ts')
  vi.unstubAllEnvs()
  const [tag] = baseImage.split('@') // A digest may be pinned.
  expect(tag).toBe(/^ARG BASE_IMAGE=(.*)$/m.exec(dockerfile)?.[1])
})

it.each(peers)('has the source of the peer $name', ({ file }) => {
  expect(existsSync(join(import.meta.dirname, file.replace(/\.cjs$/, '.mjs')))).toBe(true)
})
