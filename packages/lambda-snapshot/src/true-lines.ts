import { decode } from '@jridgewell/sourcemap-codec'

/** Where a line break would end a statement, or is not allowed: https://tc39.es/ecma262/#sec-rules-of-automatic-semicolon-insertion */
const noBreakAfter = /(^|[^\w$.])(accessor|async|await|break|continue|return|throw|using|yield) ?$/
const noBreakBefore = /^ ?(=>|\+\+|--)/

/**
 * Puts each statement of a text without line breaks back on the line that it has in its source, so that a stack trace tells
 * the truth without a source map.
 *
 * @param code what esbuild has printed, with `minifyWhitespace`
 * @param mappings of its source map: each begins where a token does
 */
export function withTrueLines(code: string, mappings: string): string {
  // What esbuild maps at the beginning of a further line is what the line before ends with.
  const segments = decode(mappings).map((each, index) => each.filter(([column]) => index === 0 || column > 0))
  const farthest = farthestLines(segments)
  let text = ''
  let line = 0
  for (const [index, printed] of code.split('\n').entries()) {
    if (index > 0) {
      // One of a template: its own, or what esbuild has made of an escape.
      const isOwn = line < (farthest[index]?.[0] ?? Number.POSITIVE_INFINITY) || text.endsWith('\\')
      text += isOwn ? '\n' : '\\n'
      line += isOwn ? 1 : 0
    }
    let position = 0
    for (const [at, [column]] of (segments[index] ?? []).entries()) {
      const wanted = farthest[index]?.[at] ?? 0
      if (wanted <= line || noBreakBefore.test(printed.slice(column, column + 3))) continue
      if (noBreakAfter.test(printed.slice(0, column).slice(-12))) continue
      text += printed.slice(position, column) + '\n'.repeat(wanted - line)
      line = wanted
      position = column
    }
    text += printed.slice(position)
  }
  return text
}

/**
 * For each mapping the line that what it begins may be moved to: its own, or that of one which comes later and stands further
 * up, as text does that is printed after an import from further down. One more stands for the end of each line.
 */
function farthestLines(lines: ReturnType<typeof decode>): number[][] {
  let least = Number.POSITIVE_INFINITY
  const upTo = (line: number) => {
    least = Math.min(least, line)
    return least
  }
  const fromTheEnd = lines
    .toReversed()
    .map(segments => [least, ...segments.toReversed().map(segment => upTo(segment[2] ?? least))])
  return fromTheEnd.toReversed().map(segments => segments.toReversed())
}
