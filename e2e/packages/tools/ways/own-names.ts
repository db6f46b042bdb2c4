import { defineTool, ToolError } from '../../mcp/tool.ts'

class OutOfStockError extends ToolError {}
class Shelf<Book extends object> {
  static #made = 0
  readonly books: Book[] = []
  constructor() {
    Shelf.#made++
  }
  static get made(): number {
    return Shelf.#made
  }
}
const arrow = async (first: string, _second = 2): Promise<string> => first
const Anonymous = class {}
const methods = {
  'a method'() {},
  get value() {
    return 1
  },
  async *stream() {},
  [Symbol('key')]: () => {},
}

export const ways = defineTool({
  name: 'way-own-names',
  description: "Answers the names and texts of the tool's own classes and functions.",
  run() {
    const local = 41
    const error = new OutOfStockError('none left')
    return JSON.stringify({
      names: [
        Shelf.name,
        new Shelf().constructor.name,
        Anonymous.name,
        class {}.name,
        arrow.name,
        function inner() {}.name,
      ],
      methods: [methods['a method'].name, methods.stream.name, methods.stream.constructor.name],
      symbol: Object.getOwnPropertySymbols(methods).map(key => methods[key as never as 'a method'].name),
      errors: [
        error.name,
        error.constructor.name,
        String(error),
        error instanceof ToolError,
        Object.getPrototypeOf(OutOfStockError).name,
      ],
      lengths: [arrow.length, new Function(`return ${arrow}`)().length],
      // A direct eval sees the names of the source.
      // biome-ignore lint/security/noGlobalEval: that is what is tried
      evaluated: [eval('local + 1'), new Function('a', 'return a * 2')(local)],
      made: Shelf.made > 0,
    })
  },
})
