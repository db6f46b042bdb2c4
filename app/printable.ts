/**
 * What a terminal obeys instead of printing it: control characters (C0, DEL, C1), the line and paragraph separators, and
 * those that turn the direction of the text.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const obeyed = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A text as one line that shows what it holds: it can neither begin another line nor move the cursor. */
export function printable(text: string): string {
  return text.replace(obeyed, character => {
    if (character === '\n') return '\\n'
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
