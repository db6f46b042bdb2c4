/**
 * JSON in which the order of an object's keys makes no difference, so that equal values have the same text, and different
 * ones never. Numbers that are too large (`1e400`) differ from null here, and `-0` from `0`, as they do for a tool.
 *
 * @throws {RangeError} for a value that is nested thousands of levels deep
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join()}}`
  }
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  return JSON.stringify(value)
}
