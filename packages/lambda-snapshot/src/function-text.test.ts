import { Script } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { functionText } from './function-text.ts'
import type { Module } from './module.ts'

const module = (source: string, kind: Module['kind'] = 'esm'): Module => ({
  ...{ file: 'app/tool.ts', kind, source, imports: {}, requires: {}, statements: [] },
})

/** Runs it as its function. */
async function run(source: string): Promise<void> {
  const made = await functionText(module(source))
  if ('unpacked' in made) throw new Error(made.unpacked)
  const filename = '/module.js'
  const script = new Script(`(function (${made.parameters.join(', ')}) {${made.text}\n})`, { filename })
  const roles: Record<string, unknown> = {
    module: {},
    require: () => ({ default: {}, value: 1, same: (value: unknown) => value }),
    toESM: (namespace: unknown) => namespace,
    export() {},
    reExport() {},
    toCommonJS() {},
  }
  script.runInThisContext()(...made.parameters.map(name => roles[name.replace(/^[$_]+|\d+$/g, '')] ?? {}))
}

/** The line from which its error comes. */
async function lineOfError(source: string): Promise<number> {
  const { stack = '' } = await run(source).then(
    () => new Error('It does not throw.'),
    error => error as Error,
  )
  return Number(/\/module\.js:(\d+)/.exec(stack.slice(stack.indexOf('\n    at ')))?.[1] ?? 0)
}

/** Each throws where it says HERE, and nowhere else. */
const shapes: Record<string, string> = {
  'after imports of many lines': `import {
  a,
  b,
} from 'a'
import * as c from 'c'

HERE`,
  'after a comment': '// One.\n/*\n * Many.\n */\n\nHERE',
  'after a block': 'if (globalThis) {\n  void 0\n}\nHERE',
  'after blocks of each kind': `for (const a of []) {
  void a
}
while (false) {
  void 0
}
try {
  void 0
} catch {
  void 0
} finally {
  void 0
}
switch (1) {
  case 1: {
    break
  }
}
label: {
  break label
}
HERE`,
  'after a function': 'function a() {\n  return 1\n}\n\nfunction b() {\n  return 2\n}\nHERE\nvoid [a, b]',
  'after a class':
    'class A {\n  #a = 1\n  static {\n    void 0\n  }\n  get a() {\n    return this.#a\n  }\n}\nHERE\nvoid A',
  'in a method that is called further down': `class A {
  one() {}

  async two() {}

  *three() {}

  static {
    void 0
  }

  four() {
    HERE
  }
}

new A().four()`,
  'in a field': 'class A {\n  one = 1\n\n  two = fails()\n}\nfunction fails() {\n  HERE\n}\nnew A()',
  'in else': 'if (!globalThis) void 0\nelse\n  HERE',
  'in else if': 'if (!globalThis) {\n  void 0\n} else if (globalThis) {\n  HERE\n}',
  'in a case': "switch ('a') {\n  case 'b':\n    void 0\n  case 'a':\n    HERE\n}",
  'in finally': 'try {\n  void 0\n} finally {\n  HERE\n}',
  'in a catch': 'try {\n  throw 1\n} catch (e) {\n  void e\n  HERE\n}',
  'in do': 'do\n  HERE\nwhile (false)',
  'in an arrow': 'const a = () => 1\nconst b = () =>\n  fails()\nfunction fails() {\n  HERE\n}\nb()\nvoid a',
  'in an object': 'const a = {\n  b: 1,\n  ...{},\n  c() {\n    HERE\n  },\n}\na.c()',
  'in arguments': 'const f = () => {\n  HERE\n}\nvoid [\n  1,\n  [\n    f(),\n  ],\n]',
  'after a template': `const a = \`one\ntwo \${1 +\n 1} three\n\${\`four\n\${5}\`}\`\nHERE\nvoid a`,
  'after escapes in a template': `const a = \`one\\n\\n\\\\\\n\${1}\\n\\n\`\nHERE\nvoid a`,
  'in a template': `const f = () => {\n  HERE\n}\nvoid \`one\n\${\n  f()\n} two\``,
  'after a regular expression': 'const a = /[/`"]\\/{1}/g.test("a")\nconst b = 4 / 2 / 1\nHERE\nvoid [a, b]',
  'after statements without semicolons': 'const a = 1\nlet b = a\nb++\n;[1].map(x => x)\n;(() => {})()\nHERE',
  'after return without a value': 'const f = () => {\n  return\n  1\n}\nif (f() === undefined) {\n  HERE\n}',
  'in a generator': 'function* f() {\n  yield 1\n  yield\n  HERE\n}\nvoid [...f()]',
  'after an operator': 'const f = () => {\n  HERE\n}\nvoid (1 +\n  2 *\n  f())',
  'after a condition': 'const f = () => {\n  HERE\n}\nvoid (globalThis\n  ? f()\n  : 1)',
  'in a chain': 'const f = () => {\n  HERE\n}\nvoid [1]\n  .map(x => x)\n  .filter(Boolean)\n  .map(f)',
  'above a late import': "const a = 1\nHERE\n\nimport { b } from 'b'\n\nexport { a, b }",
  'between imports': "import { a } from 'a'\n\nif (a !== 1) HERE\n\nimport { b } from 'b'\nvoid b",
  'after exports of each kind': `export * from 'a'
export * as b from 'b'
export { c } from 'c'
export const d = 1,
  e = 2
export default class {
  f() {}
}
export { d as g }
export function h() {}
HERE`,
  'in a default export': 'export default (() => {\n  const a = 1\n  HERE\n  return a\n})()',
  'after an import that is called': "const a = () => import('a')\nconst b = () => import(\n  'b'\n)\nHERE\nvoid [a, b]",
  'after what is of the module': 'void import.meta.url\nvoid import\n  .meta\n  .url\nHERE',
  'after await in an async function':
    'async function a() {\n  await 1\n  for await (const b of []) {\n    void b\n  }\n}\nHERE\nvoid a',
  'after a string of many lines': "const a = 'one \\\n two'\n\nHERE\nvoid a",
  'after Windows line breaks': 'const a = 1\r\n\r\nif (a) {\r\n  void 0\r\n}\r\nHERE',
  'after text beyond ASCII': "const a = 'ü 世界 👋'\n/* ü */\nconst ü = { 'é': 1 }\nHERE\nvoid [a, ü]",
  'where a name is not there': 'const a = 1\n\nvoid a\nmissing.name // HERE',
  'where something is no function': 'const a = {}\n\nif (a) {\n  void 0\n}\na.b() // HERE',
}

test.each(Object.entries(shapes))('an error %s comes from the line that it stands on', async (_name, shape) => {
  const line = shape.slice(0, shape.indexOf('HERE')).split('\n').length
  const source = shape.includes('// HERE') ? shape : shape.replaceAll('HERE', "throw new Error('here')")
  expect(await lineOfError(source)).toBe(line)
})

test('a text is what it was, however it is written', async () => {
  const source = `import { same } from 'a'
const f = strings => strings.raw
const returned = () => {
  return \`\\n\${
    1
  }\\n
two\`
}
throw new Error(JSON.stringify([f\`raw \\n \${1}
line \${2}\\n\`, 'a\\
b', \`\\\\n\\
c\`, returned(), /[/\`]\\//.source, same('ü')]))`
  const raw = (strings: TemplateStringsArray, ..._values: number[]) => strings.raw
  // biome-ignore format: as in the source
  const expected = [raw`raw \n ${1}
line ${2}\n`, 'ab', '\\nc', '\n1\n\ntwo', '[/`]\\/', 'ü']
  await expect(run(source)).rejects.toThrow(JSON.stringify(expected))
})

describe('what is left to Node:', () => {
  test.each<[string, Module, RegExp | undefined]>([
    ['a module that awaits', module('await 1'), /^awaits something while it loads$/],
    ['one that waits for each', module('for await (const a of []) void a'), /^awaits something while it loads$/],
    ['a file of another kind', module('', 'other'), /^is of a kind that only Node loads$/],
    ['what esbuild cannot read', module('const a = ;'), /^cannot be read by esbuild: .*app\/tool\.ts/],
    ['an await in a function', module('export const f = async () => await 1'), undefined],
    ['an await in the text', module("export const await_ = 'await 1' // await 1"), undefined],
  ])('%s', async (_name, given, reason) => {
    const made = await functionText(given)
    if (reason === undefined) expect(made).not.toHaveProperty('unpacked')
    else expect(made).toHaveProperty('unpacked', expect.stringMatching(reason))
  })
})

describe('names are what they are in the source:', () => {
  test.each<[string, string, string]>([
    ['of a class within one of its name', 'const A = class A {}; tell(A.name)', '["A"]'],
    [
      'of what is further in than the same name',
      'const key = 1; function a() { function key() {} return key.name } tell(a(), key)',
      '["key",1]',
    ],
    [
      'where esbuild has the name within its own functions',
      'const name = 1, key = 2; const a = () => { function name() {} class key {} return [name, key].map(({ name }) => name) }; tell(a(), name, key)',
      '[["name","key"],1,2]',
    ],
    [
      'where another has the name that it would get, as a property and in a text',
      `const b = 1; const a = () => { function b() {} return { b2: b.name, c: 'b2', ...{ b2: b.name } }.b2 }; tell(a(), b)`,
      '["b",1]',
    ],
    [
      'where another has the name that it would get, elsewhere',
      'const b = 1; const a = () => { function b() {} return b.name }; const c = () => { function b2() {} return b2.name }; tell(a(), c(), b)',
      '["b","b2",1]',
    ],
    [
      'of functions that esbuild has as well',
      `import { value } from 'a'; export * from 'b'; var __defProp = Object.defineProperty, __copyProps = () => 1, __toESM = () => 2
       const __export = function () {}; function __toCommonJS() {} const __reExport = class {}; void __defProp
       tell([__copyProps, __toESM, __export, __toCommonJS, __reExport].map(({ name }) => name), value)`,
      '[["__copyProps","__toESM","__export","__toCommonJS","__reExport"],1]',
    ],
    [
      'of a function that names itself anew',
      'var __assign = function () { __assign = Object.assign || function __assign() {}; return __assign.name }; tell(__assign.name, __assign())',
      '["__assign","assign"]',
    ],
  ])('%s', async (_name, source, expected) => {
    const tell = 'const tell = (...values) => { throw new Error(JSON.stringify(values)) };'
    await expect(run(`${tell} ${source}`)).rejects.toThrow(expected)
  })

  test('or Node loads the module', async () => {
    const taken =
      'const a = () => { function module() {} return module }; const module = () => {}; export { a, module }'
    expect(await functionText(module(taken))).toHaveProperty('unpacked', expect.stringMatching(/it prints module2/))
  })
})

describe('CommonJS stays as it is, to the letter:', () => {
  test.each([
    ['a function', 'module.exports = function a ( ) { }'],
    ['a comment that imports', "// import('a')\nmodule.exports = 1"],
    ['a text that imports', `module.exports = "import('a')"`],
    ['a return at the top', 'if (module) return\nthrow 1'],
    ['sloppy code', 'with (module) exports = 010'],
  ])('%s', async (_name, source) => {
    expect(await functionText(module(source, 'cjs'))).toEqual({ text: source, parameters: [] })
  })

  test('but for import(), which gets another name of the same length', async () => {
    const source = "const a = () => import('a'), b = 'import', $mport = x => import(/* b */ x)"
    const made = await functionText(module(source, 'cjs'))
    if ('unpacked' in made) throw new Error(made.unpacked)
    const [name = ''] = made.parameters
    expect(name).toHaveLength('import'.length)
    expect(source).not.toContain(name)
    expect(made.text).toBe(source.replaceAll('import(', `${name}(`))
  })
})
