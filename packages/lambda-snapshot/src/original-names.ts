import { decode, encode } from '@jridgewell/sourcemap-codec'
import { transform } from 'esbuild'

/** What esbuild has printed, and the mappings of its source map. */
export interface Printed {
  code: string
  mappings: string
}

/** The same, and the names that are still not those of the source. */
export interface Named extends Printed {
  left: ReadonlySet<string>
}

/**
 * Gives what esbuild has renamed its own name back. It renames whatever has the name of something further out, as the class
 * in `const A = class A {}`, although JavaScript tells the two apart; and a function's name and text can be seen.
 *
 * @param start where the source's own part of the code begins, behind the functions that are esbuild's own
 * @param names of the source map, which knows what each renamed identifier was called
 * @param taken the names of what esbuild itself has put there, which the source's may not meet
 */
export async function withOriginalNames(
  printed: Printed,
  start: number,
  names: readonly string[],
  taken: ReadonlySet<string>,
): Promise<Named> {
  const segments = decode(printed.mappings)
  const reverted = new Set<string>()
  const left = new Set<string>()
  const lines = printed.code.split('\n').map((line, index) => {
    let text = ''
    let position = 0
    for (const segment of segments[index] ?? []) {
      const [column, , , , at] = segment
      segment[0] += text.length - position // What stands before it has become shorter.
      const original = at === undefined ? undefined : names[at]
      const [name = ''] = identifier.exec(line.slice(column)) ?? []
      if (original === undefined || !isNumbered(name, original)) continue
      const isFree = !taken.has(original) && !reserved.has(original)
      ;(isFree ? reverted : left).add(name)
      if (!isFree) continue
      text += line.slice(position, column) + original
      position = column + name.length
    }
    return text + line.slice(position)
  })
  const code = lines.join('\n')
  if (reverted.size === 0 || (await isSame(code.slice(start), printed.code.slice(start))))
    return { code, mappings: encode(segments), left }
  return { ...printed, left: new Set([...left, ...reverted]) }
}

/** Whether two texts differ in the names of what they declare at most: only the same program is minified to the same. */
async function isSame(...codes: [string, string]): Promise<boolean> {
  const minified = async (code: string) =>
    (await transform(`(function(){${code}\n})`, { minify: true, target: 'esnext', logLevel: 'silent' })).code
  const [one, two] = await Promise.all(codes.map(minified)).catch(() => [1, 2])
  return one === two
}

const identifier = /^[A-Za-z_$][\w$]*/

/** No names for anything but an export: https://tc39.es/ecma262/#sec-keywords-and-reserved-words */
const reserved = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if import in instanceof new null return super switch this throw true try typeof var void while with yield ' +
    'arguments eval implements interface let package private protected public static'
  ).split(' '),
)

const isNumbered = (name: string, original: string) =>
  name.startsWith(original) && /^\d+$/.test(name.slice(original.length))
