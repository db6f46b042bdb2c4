/** The middle of a list of figures; the mean of the two middle ones when their number is even. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/**
 * The figure below which a share of the list lies, between two of them linearly interpolated.
 *
 * @param share 0 to 1: 0.5 is the median, 0.99 the 99th percentile
 * @returns a figure in the unit of `values`
 * @throws {RangeError} for an empty list, which has no quantile
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined)
    throw new RangeError(`No quantile ${share} of ${values.length} figures`)
  return below + (above - below) * (position % 1)
}

/**
 * The median of the ratios of one round each. Two figures of a round met the same neighbours on the machine, so this
 * is steadier than the ratio of two medians.
 *
 * @param values one figure a round
 * @param bases what each is compared with, in the same order and unit
 */
export function pairedRatio(values: readonly number[], bases: readonly number[]): number {
  if (values.length !== bases.length) throw new RangeError(`${values.length} figures beside ${bases.length}`)
  return median(values.map((value, round) => value / (bases[round] ?? Number.NaN)))
}

/** The middle half of a list of figures, from the first to the third quartile, as a table writes it: `24 to 31`. */
export function quartiles(values: readonly number[], digits = 0): string {
  return [0.25, 0.75].map(share => quantile(values, share).toFixed(digits)).join(' to ')
}
