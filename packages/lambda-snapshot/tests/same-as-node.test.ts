import type { Case } from './same-as-node.ts'
import { describeSameAsNode } from './same-as-node.ts'

const cases: Case[] = [
  {
    name: 'live bindings',
    files: {
      'main.ts': `import { n, add } from './counter.ts'; import * as all from './counter.ts'
        export const tell = () => { const before = n; add(); return [n - before, all.n === n, Object.keys(all)] }`,
      'counter.ts': 'export let n = 1; export const add = () => { n++ }',
    },
  },
  {
    name: 'bindings that stay live across export *',
    files: {
      'main.ts': `import { n, add } from './through.ts'; import * as all from './through.ts'
        export const tell = () => { const before = n; add(); return [n - before, all.n === n, Object.keys(all)] }`,
      'through.ts': "export * from './deep.ts'; export const own = 1",
      'deep.ts': "export * from './deeper.ts'; export default 'not passed on'",
      'deeper.ts': 'export let n = 1; export const add = () => { n++ }',
    },
  },
  {
    name: 'a cycle of ES modules',
    files: {
      'main.ts': "import { even, order } from './even.ts'; export const tell = () => [even(10), order]",
      'even.ts': `import { odd } from './odd.ts'; export const order = []; order.push('even')
        export function even(n) { return n === 0 || odd(n - 1) }`,
      'odd.ts': `import * as back from './even.ts'; export function odd(n) { return n !== 0 && back.even(n - 1) }
        let early; try { early = back.order } catch (error) { early = error.name }; export const seen = early; odd.seen = early`,
    },
  },
  {
    name: 'a cycle of export *',
    files: {
      'main.ts': "import * as a from './a.ts'; export const tell = () => [Object.keys(a), a.one, a.two]",
      'a.ts': "export * from './b.ts'; export const one = 1",
      'b.ts': "export * from './a.ts'; export const two = 2",
    },
  },
  {
    name: 'a cycle of CommonJS modules',
    files: {
      'main.ts': "import c from '#lib/a.cjs'; export const tell = () => c",
      'lib/a.cjs': "exports.early = 1; exports.b = require('./b.cjs'); exports.late = 2",
      'lib/b.cjs': "const a = require('./a.cjs'); module.exports = { sees: Object.keys(a) }",
    },
  },
  {
    name: 'a CommonJS module seen by an ES module',
    files: {
      'main.ts': `import whole, { named, __esModule } from 'transpiled'; import * as all from 'transpiled'
        import plain from 'plain'; import * as ns from 'plain'
        export const tell = () => [typeof whole, whole.default, named, __esModule, Object.keys(all), plain(1), Object.keys(ns), ns.default === plain]`,
      'node_modules/transpiled/index.js': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'default'; exports.named = 'named'`,
      'node_modules/plain/index.js': 'module.exports = n => n + 1; module.exports.hidden = 2; module.exports.shown = 3',
    },
  },
  {
    name: 'names that come from a CommonJS module by its lexer',
    files: {
      'main.ts': "import * as all from 'reexports'; export const tell = () => [Object.keys(all), all.a, all.b]",
      'node_modules/reexports/index.js':
        "module.exports = require('./other.js'); module.exports.dynamic = 1; module['exports']['odd'] = 2",
      'node_modules/reexports/other.js': 'exports.a = 1; exports.b = 2; Object.assign(exports, { c: 3 })',
    },
  },
  {
    name: 'require of an ES module',
    files: {
      'main.ts': "import tell from '#lib/asks.cjs'; export { tell }",
      'lib/asks.cjs': `const named = require('./named.mjs'), other = require('./default.mjs'), own = require('./own.mjs')
        module.exports = () => [Object.keys(named), named.__esModule, other.default, other.__esModule, own, other === require('./default.mjs'), Object.prototype.toString.call(named)]`,
      'lib/named.mjs': 'export const a = 1, b = 2',
      'lib/default.mjs': "export default 'd'; export const e = 3",
      'lib/own.mjs': "const f = 'mine'; export { f as 'module.exports' }; export default 0",
    },
  },
  {
    name: 'conditions, subpaths, imports, self references',
    files: {
      'main.ts': `import a from 'dual'; import b from 'dual/sub'; import c from '#lib/required.cjs'; import d from '#alias'
        export const tell = () => [a, b, c, d]`,
      'lib/required.cjs': "module.exports = [require('dual'), require('dual/sub')]",
      'lib/alias.mjs': "export default 'aliased'",
      'node_modules/dual/package.json': JSON.stringify({
        name: 'dual',
        exports: {
          '.': { browser: './browser.js', import: './index.mjs', require: './index.cjs' },
          './sub': { worker: './browser.js', 'module-sync': './sync.mjs', default: './index.cjs' },
        },
      }),
      'node_modules/dual/browser.js': "module.exports = 'browser'",
      'node_modules/dual/index.mjs': "import self from 'dual/sub'; export default ['import', self]",
      'node_modules/dual/index.cjs': "module.exports = 'require'",
      'node_modules/dual/sync.mjs': "export default 'sync'",
    },
  },
  {
    name: 'what a CommonJS module knows of itself',
    files: {
      'main.ts': "import self from 'self'; export const tell = () => self()",
      'node_modules/self/index.js': `const path = require('path'); const child = require('./child')
        const top = this === module.exports, count = arguments.length >= 5
        module.exports = () => [path.relative(process.cwd(), __filename), path.relative(process.cwd(), __dirname), top, count, module.id === __filename,
          module.loaded, module.paths[0].endsWith('node_modules/self/node_modules'), module.children.length, require.main, child.parent,
          path.relative(process.cwd(), require.resolve('./child')), typeof require.extensions['.js'], Object.keys(require.cache).some(key => key === __filename),
          (function () { return this === undefined })(), path.relative(process.cwd(), require.resolve.paths('x')[0]), module.constructor === require('module')]`,
      'node_modules/self/child.js': "exports.parent = require('path').basename(module.parent.filename)",
    },
  },
  {
    name: 'what an ES module knows of itself',
    files: {
      'main.ts': `import { readFileSync } from 'node:fs'; import { relative } from 'node:path'; import { fileURLToPath } from 'node:url'
        import data from './data.json' with { type: 'json' }
        const here = path => relative(process.cwd(), path)
        export const tell = () => [here(import.meta.filename), here(import.meta.dirname), here(fileURLToPath(import.meta.url)), import.meta.main,
          here(fileURLToPath(import.meta.resolve('./other.ts'))), here(fileURLToPath(import.meta.resolve('plain'))), import.meta.resolve('fs'),
          readFileSync(new URL('./data.json', import.meta.url), 'utf8').length, data, typeof require, typeof module, typeof exports, typeof __filename,
          (function () { return this === undefined })(), Object.keys(import.meta)]`,
      'data.json': '{ "a": [1, "ü", "😀"] }',
      'node_modules/plain/index.js': 'module.exports = 1',
    },
  },
  {
    name: 'names of functions and classes',
    files: {
      'main.ts': `import { Pool } from 'names'; import { Inner, fn, arrow2, made, gen, counter, Static } from './shadowed.ts'
        class Failure extends Error { override name = this.constructor.name }
        const arrow = () => {}; const Anonymous = class {}
        export default class {}
        const failed = () => { try { made().fail() } catch (error) { return [(error as Error).name, String(error)] } }
        export const tell = () => [new Failure('x').name, arrow.name, Anonymous.name, new Pool().constructor.name, Pool.name, (() => {}).name, tell.name,
          Inner.name, new Inner().constructor.name, fn.name, arrow2().name, made().name, gen.name, counter().map(each => each.name), failed(), Static.name, Static.own]`,
      'shadowed.ts': `export const Inner = class Inner { static make() { return new Inner() } }; export const fn = function fn() { return fn }
        const helper = 1; export const arrow2 = () => { const helper = () => 2; return helper }
        export const made = () => { class OAuthError extends Error { override name = new.target.name; static fail() { throw new OAuthError('m') } } return OAuthError }
        export class OAuthError {}; export const gen = function* gen() { yield gen }
        export function counter() { const fn = async () => 1; function made() {} class Inner {} const { gen = () => 3 } = {} as any; return [fn, made, Inner, gen] }
        export const Static = class Static { static own = 'own'; static get me() { return Static } }; export { helper }`,
      'node_modules/names/index.js': 'exports.Pool = class BoundPool { }',
    },
  },
  {
    name: 'strict and sloppy',
    files: {
      'main.ts':
        "import sloppy from '#lib/sloppy.cjs'; export const tell = () => [sloppy(), (() => { try { undeclared1 = 1; return 'kept' } catch (error) { return error.name } })()]",
      'lib/sloppy.cjs':
        'var octal = 010; module.exports = function () { undeclared2 = octal; delete globalThis.undeclared2; return [octal, this === globalThis] }',
    },
  },
  {
    name: 'import() of what is there, what is not, and what is computed',
    files: {
      'main.ts': `const code = async promise => promise.then(found => Object.keys(found), error => [error.code, error.name])
        const name = ['pl', 'ain'].join('')
        export const tell = async () => [await code(import('plain')), await code(import(name)), await code(import('./other.ts')), await code(import('no-such-package')),
          await code(import('./no-such-file.ts')), await code(import('node:path').then(() => ({ ok: 1 }))), (await import('./other.ts')) === (await import('./' + 'other.ts')),
          await (await import('#lib/dynamic.cjs')).default(), (await import('./data.json', { with: { type: 'json' } })).default]`,
      'other.ts': 'export const one = 1; export default 2',
      'data.json': '{ "b": 1 }',
      'lib/dynamic.cjs':
        "module.exports = async () => [Object.keys(await import('./there.mjs')), await import('./nowhere.mjs').catch(error => error.code)]",
      'lib/there.mjs': 'export const there = 1',
      'node_modules/plain/index.js': 'module.exports = 1',
    },
  },
  {
    name: 'what is required by turns',
    files: {
      'main.ts': "import tell from '#lib/turns.cjs'; export { tell }",
      'lib/turns.cjs': `module.exports = () => { const first = require('./drawn.cjs'); const same = first === require('./drawn.cjs')
        delete require.cache[require.resolve('./drawn.cjs')]; const again = require('./drawn.cjs')
        let failed = []; for (const _ of [1, 2]) try { require('./fails.cjs') } catch (error) { failed.push(error.message, require.cache[require.resolve('./fails.cjs')] === undefined) }
        let missing; try { require('not-there') } catch (error) { missing = error.code }
        let optional; try { optional = require('./' + 'computed.cjs') } catch (error) { optional = error.code }
        return [same, first === again, failed, globalThis.failures, missing, optional] }`,
      'lib/drawn.cjs': 'module.exports = {}',
      'lib/fails.cjs': "globalThis.failures = (globalThis.failures ?? 0) + 1; throw new Error('on purpose')",
      'lib/computed.cjs': "module.exports = 'computed'",
    },
  },
  {
    name: 'an ES module that fails, and fails again',
    files: {
      'main.ts':
        "export const tell = async () => { const errors = []; for (const _ of [1, 2]) errors.push(await import('./fails.ts').catch(error => error)); return [errors[0] === errors[1], errors[0].message, globalThis.tries] }",
      'fails.ts': "globalThis.tries = (globalThis.tries ?? 0) + 1; throw new Error('always')",
    },
  },
  {
    name: 'one instance of a module, by every way to it',
    files: {
      'main.ts': `import { createRequire } from 'node:module'; import value from 'single'; import { state } from './state.ts'; import { other } from './second.ts'
        const require = createRequire(import.meta.url)
        export const tell = async () => [require('single') === value, (await import('single')).default === value, state === other, require('./state.ts').state === state,
          (await import('./st' + 'ate.ts')).state === state, (await import('#lib/esm.mjs')).state === state]`,
      'second.ts': "import { state } from './state.ts'; export const other = state",
      'state.ts': 'export const state = {}',
      'lib/esm.mjs': "export { state } from '../app/state.ts'",
      'node_modules/single/index.js': 'module.exports = {}',
    },
  },
  {
    name: 'where an error comes from',
    files: {
      'main.ts': `import { basename } from 'node:path'
import { fail } from './thrower.ts'
import { failing } from '#lib/thrower.cjs'

interface Unused {
  a: string
}

const template = \`
  \${1 + 1}
\`
export const tell = () => [fail, failing, () => {
  throw new Error(template)
}].map(each => { try { each({} as Unused) } catch (error) { return place(error as Error) } })

function place({ stack = '' }: Error) { const [, file = '', line] = /\\(?([^\\s(]+):(\\d+):\\d+\\)?$/m.exec(stack.split('\\n').slice(stack.split('\\n').findIndex(l => l.startsWith('    at'))).join('\\n')) ?? []; return [basename(file), line] }
`,
      'thrower.ts': `// A comment.
type A = { b: number }

export class Thrower {
  value = [
    1,
    2,
  ]

  go(_a: A | object): never {
    const object = { a: 1, b: [1,
      2], c: 3 }
    if (object.a)
      throw new Error('from line 14')
    throw new Error('never')
  }
}
export const fail = (given: object) => new Thrower().go(given)
`,
      'lib/thrower.cjs': '\n\nexports.failing = () => {\n  throw new Error("from line 4")\n}\n',
    },
  },
  {
    name: 'somebody who watches what is required',
    files: {
      'main.ts': "import tell from '#lib/watches.cjs'; export { tell }",
      'lib/watches.cjs': `const Module = require('module'); const seen = []; const own = Module.prototype.require
        Module.prototype.require = function (id) { seen.push(id); return own.call(this, id) }
        const value = require('./watched.cjs'); Module.prototype.require = own
        module.exports = () => [seen, value]`,
      'lib/watched.cjs': "exports.path = typeof require('path'); exports.again = 1",
    },
  },
  {
    name: 'call sites',
    files: {
      'main.ts':
        "import where from 'where'; import { basename } from 'node:path'; import asks from '#lib/asks-where.cjs'; export const tell = () => [basename(String(asks()).replace('file://', ''))]",
      'lib/asks-where.cjs': "const where = require('where'); module.exports = () => where()",
      'node_modules/where/index.js': `module.exports = () => { const own = Error.prepareStackTrace; Error.prepareStackTrace = (_, sites) => sites
        const sites = new Error().stack; Error.prepareStackTrace = own; return sites[1].getFileName() }`,
    },
  },
  {
    name: "Node's own modules, and its classes",
    files: {
      'main.ts': `import fs, { readFileSync } from 'fs'; import * as path from 'node:path'; import { Buffer as B } from 'buffer'; import util from 'util'; import { Console } from 'node:console'
        export const tell = async () => [Object.keys(console).includes('Console'), new Console(process.stderr) instanceof Console, fs.readFileSync === readFileSync, path.default.join === path.join, B === Buffer, new Response('x') instanceof Response,
          [...new Headers({ a: '1' }).keys()], await (await fetch('data:,hi')).text(), util.types.isDate(new Date()), structuredClone(new Map([[1, 2]])).get(1), process.env.TOLD]`,
    },
  },
  {
    name: 'a worker, and a child',
    files: {
      'main.ts': `import { fork } from 'node:child_process'; import { once } from 'node:events'; import { Worker } from 'node:worker_threads'
        export const tell = async () => { const worker = new Worker(new URL('./worker.ts', import.meta.url)); const child = fork(new URL('./child.ts', import.meta.url))
          const both = await Promise.all([once(worker, 'message'), once(child, 'message')]); return both.map(([message]) => message) }`,
      'worker.ts':
        "import { parentPort } from 'node:worker_threads'; import plain from 'plain'; import { state } from './state.ts'; parentPort?.postMessage([plain, state])",
      'child.ts':
        "import plain from 'plain'; import { state } from './state.ts'; process.send?.([plain, state, process.execArgv]); process.disconnect?.()",
      'state.ts': "export const state: string = 'state'",
      'node_modules/plain/index.js': 'module.exports = 1',
    },
  },
  {
    name: 'text beyond ASCII, and a script line',
    files: {
      'main.ts': "import a from 'words'; export const tell = () => ['Grüße', '世界', '👋', ['t', 'é'].join(''), a]",
      'node_modules/words/index.js': "#!/usr/bin/env node\nmodule.exports = 'naïve 世界'",
    },
  },
  {
    name: 'names that a transpiler may clash with',
    files: {
      'main.ts': `import * as ns from './names.ts'
        const __toESM = 1, __export = 2, pack_exports = 3, $meta = 4, require = 5, exports = 6, all = 7
        export const tell = () => [__toESM, __export, pack_exports, $meta, require, exports, all, Object.keys(ns), ns['a-b'], import.meta.main]`,
      'names.ts':
        "const x = 1; export { x as 'a-b' }; export const module = 2; export { x as default }; export * as inner from './inner.ts'",
      'inner.ts': 'export const $mport = 1',
    },
  },
  {
    name: 'workers that load all of Node, and that fail',
    files: {
      'main.ts': `import { once } from 'node:events'; import { createHash } from 'node:crypto'; import { PassThrough } from 'node:stream'; import { Worker } from 'node:worker_threads'
        const loads = "const { builtinModules } = require('module'); for (const name of builtinModules) try { require(name) } catch {} void [crypto, fetch, CompressionStream]; require('worker_threads').parentPort.postMessage('loaded')"
        const made = [createHash, PassThrough, new ReadableStream(), structuredClone(new Map()), new TextDecoder()].length
        export const tell = async () => [made, (await once(new Worker(loads, { eval: true, stdout: true, stderr: true }), 'message'))[0],
          await once(new Worker("throw new RangeError('of the worker')", { eval: true }), 'exit').catch(error => [error.name, error.message])]`,
    },
  },
  {
    name: 'syntax that is newer than esbuild takes Node for, and a module that is required as it was imported',
    files: {
      'main.ts': `import { createRequire } from 'node:module'; import * as esm from '../lib/esm.mjs'; import { Shared } from '../core/shared.ts'
        const require = createRequire(import.meta.url)
        const closed = []; { using one = { [Symbol.dispose]: () => void closed.push(1) }; void one }
        export const tell = async () => { await using two = { [Symbol.asyncDispose]: async () => void closed.push(2) }; void two; return [closed, require('../lib/esm.mjs') === esm,
          require('../core/shared.ts').Shared === Shared, Shared.name, class Own extends Shared {}.name] }`,
      'lib/esm.mjs': 'export const a = 1',
    },
  },
  {
    name: 'a function with a name that the pack itself has',
    files: {
      'main.ts': 'const require = function require() { return 1 }; export const tell = () => [require.name, require()]',
    },
  },
  {
    name: 'exports that are called as nothing else can be',
    files: {
      'main.ts':
        "import one, * as all from './words.ts'; export const tell = () => [Object.keys(one), Object.keys(all), all.class.one, all.await]",
      'words.ts':
        "export * from './one.ts'; export * as default from './one.ts'; export * as class from './one.ts'; const a = 1; export { a as await, a as eval }",
      'one.ts': 'export const one = 1',
    },
  },
  {
    name: 'names that stand for two things, and the text of functions that have them',
    files: {
      'main.ts': `import { format as A } from 'node:util'
        const C = class C { static [Symbol.toStringTag] = 'C'; m() { return C.name } }
        function f(g) { const C = function f() { return f.name + typeof g }; return C }
        const g = (C => { const f = async () => C; return f })('c'), D2 = class D { static D = () => { const D2 = 5; return D2 } }
        function* pack_default() {}
        const text = value => String(value).replace(/\\s+/g, '')
        export const tell = async () => [C.name, new C().m(), f(C)(), text(f), await g(), g.name, text(g), D2.name, D2.D(), text(D2.D), pack_default.name, A('%s', 1),
          new Function('return ' + f)()(1)()]`,
    },
  },
]

const wasm = Buffer.from('AGFzbQEAAAABBwFgAn9/AX8DAgEABwcBA2FkZAAACgkBBwAgACABags=', 'base64').toString('latin1')

const importing: Case = {
  name: 'WebAssembly by an import',
  files: {
    'main.ts': `import { sum } from './sums.ts'; import plain from 'plain'
      export const tell = async () => [sum, plain === (await import('plain')).default]`,
    'sums.ts': "import { add } from '../lib/add.wasm'; export const sum = add(19, 23)",
    'lib/add.wasm': wasm,
    'node_modules/plain/index.js': 'module.exports = { a: 1 }',
  },
}

const awaiting: Case = {
  name: 'a module that awaits while it loads',
  files: {
    'main.ts': `import { value, state } from './awaits.ts'; import { state as same } from './state.ts'; import plain from 'plain'; import { shared } from '../core/shared.ts'
      export const tell = async () => [value, state === same, plain === (await import('plain')).default, shared, (await import('./sta' + 'te.ts')).state === state]`,
    'awaits.ts':
      "import { state } from './state.ts'; import plain from 'plain'; export const value = [await Promise.resolve(1), plain.a]; export { state }",
    'state.ts': "import { shared } from '../core/shared.ts'; export const state = { shared }",
    'node_modules/plain/index.js': 'module.exports = { a: 1 }',
  },
}

describeSameAsNode('everything in a pack', cases)
describeSameAsNode('something that has to be awaited', [awaiting])
describeSameAsNode('something that only Node can load', [importing])
