import { describe, expect, test } from 'vitest'
import { selectFiles } from './select-files.ts'
import type { TemplateFile } from './template.ts'

const nothing = { workflows: false, bench: false, e2e: false, samples: false }

/** The paths that stay, of files that import others. */
function stay(imports: Record<string, string[]>, wanted = nothing, contents: Record<string, string> = {}): string[] {
  const files = Object.entries(imports).map(
    ([path, imports]): TemplateFile => ({ path, imports, content: contents[path] ?? '' }),
  )
  return selectFiles({ version: '1.0.0', files }, wanted).map(({ path }) => path)
}

test('a part stays when it is asked for', () => {
  const files = { 'bench/bench.ts': [], 'e2e/a.test.ts': [], 'app/app.ts': [], '.ci/run': [] }
  expect(stay(files)).toEqual(['app/app.ts'])
  expect(stay(files, { ...nothing, bench: true })).toEqual(['bench/bench.ts', 'app/app.ts'])
})

test('what a file that stays imports of a part stays, with what that imports', () => {
  const files = {
    'scripts/doctor.ts': ['scripts/delivery/one.ts'],
    'scripts/delivery/one.ts': ['scripts/delivery/two.ts'],
    'scripts/delivery/two.ts': [],
    'scripts/delivery/three.ts': [],
  }
  expect(stay(files)).toEqual(['scripts/doctor.ts', 'scripts/delivery/one.ts', 'scripts/delivery/two.ts'])
})

describe('a test goes', () => {
  test('with what it imports, and its snapshot with it', () => {
    const files = { 'app/a.test.ts': ['e2e/a.ts'], 'e2e/a.ts': [], 'app/__snapshots__/a.test.ts.snap': [] }
    expect(stay(files)).toEqual([])
  })

  test('with what it names', () => {
    const files = { 'app/a.test.ts': [], 'bench/a.ts': [] }
    expect(stay(files, nothing, { 'app/a.test.ts': "readFileSync('bench/a.ts')" })).toEqual([])
    expect(stay(files, nothing, { 'app/a.test.ts': "readFileSync('bench/none.ts')" })).toEqual(['app/a.test.ts'])
  })
})

test('a double stays for a test, and goes with the last', () => {
  const files = { 'testing/a.ts': [], 'app/a.test.ts': ['testing/a.ts'], 'e2e/a.test.ts': ['testing/a.ts'] }
  expect(stay(files)).toEqual(['testing/a.ts', 'app/a.test.ts'])
  expect(stay({ ...files, 'app/a.test.ts': [] })).toEqual(['app/a.test.ts'])
})

test('a file goes that only a part imported, and its own test with it, unless a program names it', () => {
  const files = {
    'scripts/a.ts': [],
    'scripts/a.test.ts': ['scripts/a.ts'],
    'bench/a.ts': ['scripts/a.ts'],
    'infra/b.ts': [],
  }
  expect(stay(files)).toEqual(['infra/b.ts'])
  expect(stay(files, nothing, { 'infra/b.ts': "run('scripts/a.ts')" })).toEqual([
    'scripts/a.ts',
    'scripts/a.test.ts',
    'infra/b.ts',
  ])
})

test('without samples an index stays, and offers nothing', () => {
  const files = [
    {
      path: 'app/tools/index.ts',
      imports: ['app/tools/ping.ts'],
      content: "// Tools.\nexport { ping } from './ping.ts'\n",
    },
    { path: 'app/tools/ping.ts', imports: [], content: '' },
  ]
  const [index, ...others] = selectFiles({ version: '1.0.0', files }, nothing)
  expect(index?.content).toBe('// Tools.\n')
  expect(others).toEqual([])
})

test('a file that stays may not import one of the packages by its path', () => {
  const files = { 'local/a.ts': ['packages/lambda-snapshot/src/a.ts'], 'packages/lambda-snapshot/src/a.ts': [] }
  expect(() => stay(files)).toThrow('local/a.ts imports packages/lambda-snapshot/src/a.ts, which no project has')
})
