import { expect, test } from 'vitest'
import { parseConfig } from '../../infra/config/parse-config.ts'
import { type Cost, costs } from './cost.ts'

const dev = { 'mcp:authorization': 'none' }
const sum = (all: Cost[]) => all.reduce((total, { dollars }) => total + dollars, 0)
const of = (lambda: object) => costs(parseConfig('dev', { ...dev, 'mcp:lambda': JSON.stringify(lambda) }), 4)

test('a stack that nobody calls costs cents, and a million calls some dollars', () => {
  const { idle, perMillion } = of({ memorySize: 1024 })
  expect(sum(idle)).toBeCloseTo(0.42)
  expect(sum(perMillion)).toBeCloseTo(3.5 + 0.2 + 0.8333 + 0.5, 2)
})

test('what memory, architecture and instances kept warm cost', () => {
  const base = of({ memorySize: 1024 })
  expect(sum(of({ memorySize: 2048 }).perMillion) - sum(base.perMillion)).toBeCloseTo(0.8333, 3)
  expect(sum(of({ memorySize: 1024, architecture: 'arm64' }).perMillion)).toBeLessThan(sum(base.perMillion))
  // One GB for a month: https://aws.amazon.com/lambda/pricing/
  expect(sum(of({ memorySize: 1024, provisionedConcurrency: 2 }).idle) - sum(base.idle)).toBeCloseTo(2 * 10.95, 1)
})
