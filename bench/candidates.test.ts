import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { imageEnvironment, peers } from './candidates.ts'

const dockerfile = readFileSync(join(import.meta.dirname, '../Dockerfile'), 'utf8')

it('measures with the environment that the Dockerfile sets', () => {
  const set = [...dockerfile.matchAll(/^ENV (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])
  expect(imageEnvironment).toMatchObject(Object.fromEntries(set))
})

it('builds the images of the others on the base of ours', () => {
  expect(readFileSync(join(import.meta.dirname, 'images.ts'), 'utf8')).toContain(
    `'${/^ARG BASE_IMAGE=(.*)$/m.exec(dockerfile)?.[1]}'`,
  )
})

it.each(peers)('has the source of the peer $name', ({ file }) => {
  expect(existsSync(join(import.meta.dirname, file.replace(/\.cjs$/, '.mjs')))).toBe(true)
})
