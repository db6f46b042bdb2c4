import { decode } from '@jridgewell/sourcemap-codec'

/**
 * After one of these no line break changes what a program means, as none of the grammar's restricted places follows. Not after
 * `}`: what follows may be the text of a template.
 */
const safe = /[;{,([:=?&|>)]$/
const restricted = /^(=>|\+\+|--)/

/**
 * Puts each statement of a text without line breaks back on the line that it has in its source, so that a stack trace tells
 * the truth without a source map. What stands further down than it should stays there.
 *
 * @param code what esbuild has printed, with `minifyWhitespace`
 * @param mappings of its source map
 */
export function withTrueLines(code: string, mappings: string): string {
  let text = ''
  let line = 0
  let position = 0
  const generated = code.split('\n')
  for (const [index, segments] of decode(mappings).entries()) {
    const printed = generated[index] ?? ''
    position = 0
    for (const [column, , sourceLine] of segments) {
      if (sourceLine === undefined || sourceLine <= line) continue
      const before = printed.slice(position, column)
      if (!safe.test(before) || restricted.test(printed.slice(column, column + 2))) continue
      text += before + '\n'.repeat(sourceLine - line)
      line = sourceLine
      position = column
    }
    text += printed.slice(position)
    if (index < generated.length - 1) {
      text += '\n'
      line += 1
    }
  }
  return text
}
