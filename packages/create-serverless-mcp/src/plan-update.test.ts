import { describe, expect, test } from 'vitest'
import { planUpdate, type UpdatePlan } from './plan-update.ts'
import { Project } from './project.ts'

type Text = string | undefined

const nothing: UpdatePlan = { write: [], remove: [], merged: [], conflicts: [], left: [] }
const labels = { ours: 'yours', base: 'create@1', next: 'create@2' }

/** Plans for one file; undefined: there is none. */
function planFor(path: string, old?: string, own?: string, later?: string): UpdatePlan {
  const of = (content?: string) => new Project(content === undefined ? [] : [{ path, content, imports: [] }])
  return planUpdate(of(old), of(later), () => (own === undefined ? undefined : Buffer.from(own)), labels)
}

const written = (content: string, path = 'a.ts') => [expect.objectContaining({ path, content })]

describe('a file of the framework', () => {
  test.each<[what: string, old: Text, own: Text, later: Text, plan: Partial<UpdatePlan>]>([
    ['that nobody changed stays', 'a', 'a', 'a', {}],
    ['that its author changed stays', 'a', 'b', 'a', {}],
    ['that both made the same stays', 'a', 'b', 'b', {}],
    ['that is new there, and the same here, stays', undefined, 'b', 'b', {}],
    ['that is gone here, and the same there, stays gone', 'a', undefined, 'a', {}],
    ['that is gone on both sides is nothing', 'a', undefined, undefined, {}],
    ['that changed there is replaced', 'a', 'a', 'b', { write: written('b') }],
    ['that is new there is written', undefined, undefined, 'b', { write: written('b') }],
    ['that is gone there is removed', 'a', 'a', undefined, { remove: ['a.ts'] }],
    [
      'that is gone there, and changed here, is left',
      'a',
      'b',
      undefined,
      { left: [expect.stringMatching(/^a\.ts is gone/)] },
    ],
    [
      'that changed there, and is deleted here, is left',
      'a',
      undefined,
      'b',
      { left: [expect.stringMatching(/stays deleted/)] },
    ],
  ])('%s', (_what, old, own, later, plan) => {
    expect(planFor('a.ts', old, own, later)).toEqual({ ...nothing, ...plan })
  })

  test('that changed on both sides, apart, is merged', () => {
    const lines = (first: string, last: string) => `${first}\n2\n3\n4\n5\n${last}\n`
    expect(planFor('a.ts', lines('1', '6'), lines('one', '6'), lines('1', 'six'))).toEqual({
      ...nothing,
      write: written(lines('one', 'six')),
      merged: ['a.ts'],
    })
  })

  test.each([
    ['changed', 'a\n'],
    ['is new', undefined],
  ])('that %s on both sides, in the same place, has markers of git', (_what, old) => {
    expect(planFor('a.ts', old, 'b\n', 'c\n')).toEqual({
      ...nothing,
      write: written('<<<<<<< yours\nb\n=======\nc\n>>>>>>> create@2\n'),
      conflicts: ['a.ts'],
    })
  })
})

test.each([
  'app/tools/index.ts',
  'app/resources/about.ts',
  'app/prompts/index.ts',
  'app/server.ts',
  'README.md',
  'Pulumi.dev.yaml',
  'package-lock.json',
])("%s is nobody's but its author's", path => {
  expect(planFor(path, 'a', 'a', 'b')).toEqual(nothing)
  expect(planFor(path, 'a', undefined, 'b')).toEqual(nothing)
  expect(planFor(path, 'a', 'b', undefined)).toEqual(nothing)
})

test.each(['Pulumi.yaml', 'app/app.ts', 'docs/README.md', 'app/mcp/tools/a.ts'])('%s is the of the framework', path => {
  expect(planFor(path, 'a', 'a', 'b').write).toHaveLength(1)
})

test('package.json is merged by its keys', () => {
  const json = (dependencies: object) => JSON.stringify({ name: 'a', dependencies })
  const plan = planFor(
    'package.json',
    json({ koa: '1', zod: '1', jose: '1' }),
    json({ koa: '1', pg: '8', zod: '1.5', jose: '1' }),
    json({ koa: '2', zod: '2' }),
  )
  expect(JSON.parse(plan.write[0]?.content ?? '')).toEqual({
    name: 'a',
    dependencies: { koa: '2', pg: '8', zod: '1.5' },
  })
  expect(plan.merged).toEqual(['package.json'])
  expect(plan.left).toEqual(['package.json, dependencies.zod: here "1.5", there "2". It stays as it is here.'])
})
