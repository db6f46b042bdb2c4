import { describe, expect, test } from 'vitest'
import type { Reason } from './probe.ts'
import { explain, type Offered, table } from './report.ts'

const offered = (name: string, because?: Reason, more: Partial<Offered> = {}): Offered => ({
  ...{ group: 'tools', name, how: because === undefined ? 'frozen' : 'loaded', ms: because === undefined ? 0 : 12.34 },
  ...(because && { because }),
  ...more,
})

const throughPackages: Reason = {
  what: 'reads process.env.PGUSER',
  place: 'node_modules/pg-connection-string/index.js:12',
  chain: [
    'app/tools/query.ts',
    'app/lib/database.ts',
    'node_modules/pg/lib/index.js',
    'node_modules/pg/lib/client.js',
    'node_modules/pg-connection-string/index.js',
  ],
}

describe('the reason in a line of the table:', () => {
  test.each<[string, Reason, string]>([
    [
      'the files and packages on the way, each once, and the place',
      throughPackages,
      'app/lib/database.ts → pg → pg-connection-string/index.js:12 reads process.env.PGUSER',
    ],
    [
      'the place in the tool itself',
      { what: 'calls Date.now()', place: 'app/tools/a.ts:3', chain: ['app/tools/a.ts'] },
      'app/tools/a.ts:3 calls Date.now()',
    ],
    [
      'the file where there is no place',
      { what: 'loads node:http', chain: ['app/tools/a.ts', 'node_modules/@aws-sdk/client-s3/index.js'] },
      '@aws-sdk/client-s3/index.js loads node:http',
    ],
    [
      'a package within another by its own name',
      {
        what: 'calls Math.random()',
        place: 'node_modules/a/node_modules/@b/c/index.js:1',
        chain: ['app/a.ts', 'node_modules/a/index.js', 'node_modules/a/node_modules/@b/c/index.js'],
      },
      'a → @b/c/index.js:1 calls Math.random()',
    ],
  ])('%s', (_what, because, line) => {
    expect(table([offered('a', because)])).toBe(`tool a  loaded  12.3 ms  ${line}`)
  })
})

test('the table has a line for each thing, in columns', () => {
  const because = { what: 'loads node:http', chain: ['app/b.ts'] }
  const rows = [
    offered('ping'),
    offered('a-longer-name', because),
    offered('about', undefined, { group: 'resources' }),
    offered('late', undefined, { how: 'loaded', ms: 3 }),
  ]
  expect(table(rows)).toBe(
    [
      'tool ping           frozen',
      'tool a-longer-name  loaded  12.3 ms  app/b.ts loads node:http',
      'resource about      frozen',
      'tool late           loaded   3.0 ms',
    ].join('\n'),
  )
  expect(table([])).toBe('')
})

test('an explanation has the whole chain, a line each, down to the place', () => {
  expect(explain(offered('query', throughPackages))).toBe(
    `query is loaded when a process starts, in 12.34 ms, because of this:
  app/tools/query.ts
    imports app/lib/database.ts
      imports node_modules/pg/lib/index.js
        imports node_modules/pg/lib/client.js
          imports node_modules/pg-connection-string/index.js
            node_modules/pg-connection-string/index.js:12 reads process.env.PGUSER`,
  )
})

test.each<[string, Offered, string]>([
  ['what is frozen', offered('ping'), 'ping is frozen: it is in the snapshot.'],
  [
    'what has no snapshot to be in',
    offered('ping', undefined, { how: 'loaded', ms: 1.5 }),
    'ping is loaded when a process starts, in 1.5 ms, as there is no snapshot.',
  ],
])('an explanation of %s is a sentence', (_what, given, sentence) => {
  expect(explain(given)).toBe(sentence)
})
