import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { imageEnvironment } from './candidates.ts'

it('measures with the environment that the Dockerfile sets', () => {
  const dockerfile = readFileSync(join(import.meta.dirname, '../Dockerfile'), 'utf8')
  const set = [...dockerfile.matchAll(/^ENV (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])
  expect(imageEnvironment).toMatchObject(Object.fromEntries(set))
})
