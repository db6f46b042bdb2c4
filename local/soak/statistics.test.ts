import { describe, expect, it } from 'vitest'
import { median, pairedRatio, quantile } from './statistics.ts'

describe('median', () => {
  it('is the middle figure, compared as a number', () => {
    expect(median([100, 9, 20])).toBe(20)
  })

  it('is the mean of the two middle figures of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })

  it('leaves the list as it was', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })

  it('refuses an empty list', () => {
    expect(() => median([])).toThrow('No quantile 0.5 of 0 figures')
  })
})

describe('quantile', () => {
  it('has the smallest and the largest figure at its ends', () => {
    expect([quantile([5, 7, 6], 0), quantile([5, 7, 6], 1)]).toEqual([5, 7])
  })

  it('interpolates between two figures', () => {
    expect(quantile([10, 20], 0.25)).toBe(12.5)
  })
})

describe('pairedRatio', () => {
  it('compares round by round, so that a slow round changes nothing', () => {
    expect(pairedRatio([20, 200, 22], [10, 100, 11])).toBe(2)
  })

  it('refuses lists that do not pair', () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow('2 figures beside 1')
  })
})
