/**
 * JSON in which the order of an object's keys makes no difference, so that equal values have the same text, and different
 * ones never. Numbers that are too large (`1e400`) differ from null here, as they do for a tool.
 *
 * @throws {RangeError} for a value that is nested thousands of levels deep
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join()}}`
  }
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
