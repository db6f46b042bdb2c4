import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { candidates, containerCandidates, peers } from './candidates.ts'
import { drawn, readResults } from './results.ts'

const results = readResults()

it.each(drawn(results))('$file is what the saved figures give', ({ file, content }) => {
  // After a change of how it looks: node bench/results.ts
  expect(readFileSync(file, 'utf8')).toBe(content)
})

it('was saved of the rows that the benches have now', () => {
  const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name)
  expect(names(results.containers.starts)).toEqual(names([...containerCandidates, ...peers]))
  expect(names(results.processes.cold)).toEqual(names([...candidates, ...peers]))
  expect(names(results.processes.warm)).toEqual(names([...candidates, ...peers]))
})
