import type { LoDashStatic } from 'lodash'
import { defineTool } from '../../mcp/tool.ts'

export function check(_: LoDashStatic) {
  const chained = _([3, 1, 2])
    .map(n => n * 2)
    .sortBy()
    .value()
  return {
    version: _.VERSION,
    chained,
    template: _.template('Hello <%- name %>!')({ name: '<b>' }),
    name: [_.kebabCase('fooBarBaz'), _.deburr('Ōtautahi')],
    wrapper: _([1]).constructor.name,
    merged: _.merge({ a: [{ b: 1 }] }, { a: [{ c: 2 }] }),
    equal: _.isEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])),
  }
}

export const run = defineTool({
  name: 'lodash-run',
  description: 'Sorts, merges and fills a template.',
  run: async () => JSON.stringify(check((await import('lodash')).default)),
})
