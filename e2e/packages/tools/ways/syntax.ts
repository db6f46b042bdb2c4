import { defineTool } from '../../mcp/tool.ts'

class Resource implements Disposable, AsyncDisposable {
  static log: string[] = []
  static {
    Resource.log.push('static')
  }
  #open = true
  static isOne(value: object): boolean {
    return #open in value && value.#open
  }
  [Symbol.dispose](): void {
    this.#open = false
    Resource.log.push('disposed')
  }
  async [Symbol.asyncDispose](): Promise<void> {
    Resource.log.push('disposed later')
  }
}
const raw = (strings: TemplateStringsArray, ..._values: number[]) => [
  strings.raw[0],
  strings[0],
  Object.isFrozen(strings),
]
const same = (strings: TemplateStringsArray) => strings
const twice = () => same`x`
const ärger = '\u2028 \ud83d\ude00 ā'

export const ways = defineTool({
  name: 'way-syntax',
  description: 'Uses syntax of today as it stands, and text of every alphabet.',
  async run() {
    Resource.log = []
    {
      using one = new Resource()
      await using _two = new Resource()
      Resource.log.push(`is one: ${Resource.isOne(one)}`)
    }
    return JSON.stringify({
      log: Resource.log,
      raw: raw`a\n${1}`,
      cached: new Set([twice(), twice()]).size,
      text: [ärger, ärger.length, '\ud800'.isWellFormed(), `${String.raw`\u0101`}`],
      regex: [
        /[\p{Emoji}--\p{ASCII}]/v.test('😀'),
        'ab'.replace(/(?<x>a)(?i:B)/, '$<x>'),
        /(?<=ā)b/u.exec('āb')?.index,
      ],
      numbers: [2n ** 64n > 1e19, 1_000, 0.1 + 0.2, 0x1f, 0b101],
      iterators: Iterator.from([1, 2, 3])
        .map(n => n * 2)
        .take(2)
        .toArray(),
      labels: (() => {
        outer: for (;;) for (;;) break outer
        return 'left'
      })(),
      strict: (function (this: unknown) {
        return this === undefined
      })(),
      promise: [
        typeof Promise.try,
        typeof Promise.withResolvers,
        typeof Array.fromAsync,
        typeof RegExp.escape,
        typeof Float16Array,
      ],
    })
  },
})
