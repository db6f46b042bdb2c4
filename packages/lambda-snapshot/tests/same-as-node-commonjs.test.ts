import { type Case, describeSameAsNode } from './same-as-node.ts'

// What CommonJS modules, and those that meet them, may rely on.

const cases: Case[] = [
  {
    name: 'a cycle of both kinds',
    files: {
      'main.ts': "import './esm.mjs'; import told from '#lib/told.cjs'; export const tell = () => told",
      'esm.mjs':
        "import cjs from '#lib/cjs.cjs'; export const late = 1; export function early() { return 'hoisted' } export { cjs }",
      'lib/cjs.cjs':
        "const told = require('./told.cjs'); try { const esm = require('../app/esm.mjs'); told.push(Object.keys(esm), esm.early()) } catch (error) { told.push(error.code) } module.exports = 'cjs'",
      'lib/told.cjs': 'module.exports = []',
    },
  },
  {
    name: 'exports that are replaced, added later, and read early',
    files: {
      'main.ts': `import a, { late as b } from '#lib/late.cjs'; import * as all from '#lib/late.cjs'; import c from '#lib/both.cjs'; import d, { f } from '#lib/frozen.cjs'; import n, { x } from '#lib/nothing.cjs'
        export const tell = async () => { a.later(); await null; return [b, all.late, a.late, Object.keys(all), c, d === f(), f.name, n, x] }`,
      'lib/late.cjs': 'exports.late = 1; exports.later = () => { exports.late = 2; exports.added = 3 }',
      'lib/both.cjs': 'exports.lost = 1; module.exports = { kept: 2 }; exports.lost = 3',
      'lib/frozen.cjs':
        'module.exports = Object.freeze({ f: function f() { return module.exports } }); if (0) exports.f = 1',
      'lib/nothing.cjs': 'module.exports = {}; if (0) { exports.x = 1 }',
    },
  },
  {
    name: 'getters, and objects that are no plain ones',
    files: {
      'main.ts': `import a, * as told from '#lib/getters.cjs'; import b from '#lib/proxy.cjs'; import * as c from '#lib/class.cjs'; import d from '#lib/primitive.cjs'; import e from '#lib/promise.cjs'
        export const tell = async () => [Object.keys(told), told.default.told, a.count, b.anything, Object.keys(c), new c.default().m(), c.default.s, d, await e, typeof e.then]`,
      'lib/getters.cjs':
        "let count = 0; Object.defineProperty(exports, 'told', { enumerable: true, get: () => 'got' }); Object.defineProperty(exports, 'count', { get: () => count })",
      'lib/proxy.cjs': "module.exports = new Proxy({}, { get: (_, key) => typeof key === 'string' ? key : undefined })",
      'lib/class.cjs': "module.exports = class A { m() { return 'm' } static s = 's' }",
      'lib/primitive.cjs': "module.exports = 'text'",
      'lib/promise.cjs': 'module.exports = Promise.resolve(1)',
    },
  },
  {
    name: 'interop of what was transpiled',
    files: {
      'main.ts': `import a, { b } from 'ts'; import * as c from 'ts'; import d from 'ts-default-only'; import e from '#lib/asks.cjs'; import { default as f } from 'stars'; import * as g from 'stars'
        export const tell = () => [typeof a, a.default, b, Object.keys(c), c.default === a, d.default, e, f.x, Object.keys(g), g.y]`,
      'lib/asks.cjs':
        "const __importDefault = mod => mod && mod.__esModule ? mod : { default: mod }; module.exports = [__importDefault(require('ts')).default, __importDefault(require('ts-esm')).default, Object.keys(require('ts-esm')), require('ts-esm').__esModule, Object.getOwnPropertyDescriptor(require('ts-esm'), '__esModule') !== undefined]",
      'node_modules/ts/index.js':
        '"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.b = void 0; exports.b = 2; exports.default = "a"',
      'node_modules/ts-default-only/index.js':
        '"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.default = 1',
      'node_modules/ts-esm/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/ts-esm/index.js': 'export default "d"; export const n = 1',
      'node_modules/stars/index.js': `"use strict"; var __createBinding = (o, m, k) => Object.defineProperty(o, k, { enumerable: true, get: () => m[k] }); var __exportStar = (m, exports) => { for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p) }
        Object.defineProperty(exports, "__esModule", { value: true }); __exportStar(require("./x.js"), exports); __exportStar(require("./y.js"), exports)`,
      'node_modules/stars/x.js':
        '"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.x = 1',
      'node_modules/stars/y.js': 'exports.y = 2',
    },
  },
  {
    name: 'the tree of modules',
    files: {
      'main.ts': "import tell from '#lib/tree.cjs'; export { tell }",
      'lib/tree.cjs': `const path = require('path'); const one = require('./one.cjs'); require('./two.cjs'); require('./data.json'); require('fs')
        const names = list => list.map(child => path.basename(child.id))
        module.exports = () => [names(module.children), one.parentOf(), one.loadedThen, one.loadedNow(), names(one.module.children), one.module.paths.length > 2, one.module.isPreloading, module.parent === null || module.parent === undefined, require.cache[one.module.id] === one.module, one.module.path === __dirname, Object.keys(module).sort(), typeof one.module.require, one.module.require('./two.cjs'), require.cache[path.join(__dirname, 'data.json')].exports.a, process.mainModule === undefined]`,
      'lib/one.cjs':
        "exports.module = module; exports.parentOf = () => require('path').basename(module.parent.id); exports.loadedThen = module.loaded; exports.loadedNow = () => module.loaded; require('./two.cjs')",
      'lib/two.cjs': "module.exports = require('path').basename(module.parent.id)",
      'lib/data.json': '{ "a": 1 }',
    },
  },
  {
    name: 'who meddles with the cache',
    files: {
      'main.ts': "import tell from '#lib/meddles.cjs'; export { tell }",
      'lib/meddles.cjs': `module.exports = () => { const id = require.resolve('./victim.cjs'); const told = []
        told.push(require('./victim.cjs').n); require.cache[id] = { exports: 'stubbed', loaded: true, id, filename: id, children: [] }; told.push(require('./victim.cjs'))
        delete require.cache[id]; told.push(require('./victim.cjs').n); require.cache[id].exports = { n: 'patched' }; told.push(require('./victim.cjs').n)
        for (const key of Object.keys(require.cache)) if (key.endsWith('victim.cjs') || key.endsWith('uses.cjs')) delete require.cache[key]
        told.push(require('./uses.cjs')()); return told }`,
      'lib/victim.cjs': 'globalThis.victims = (globalThis.victims ?? 0) + 1; exports.n = globalThis.victims',
      'lib/uses.cjs': "module.exports = () => require('./victim.cjs').n",
    },
  },
  {
    name: 'who changes how modules are loaded',
    files: {
      'main.ts': "import tell from '#lib/changes.cjs'; export { tell }",
      'lib/changes.cjs': `const Module = require('module'); const path = require('path')
        module.exports = () => { const told = []; const load = Module._load; Module._load = function (id, parent, isMain) { told.push([id, path.basename(parent?.id ?? '')]); return id === 'virtual' ? 'made up' : load.call(this, id, parent, isMain) }
          try { told.push(require('virtual'), require('./seen.cjs').got) } finally { Module._load = load }
          const resolve = Module._resolveFilename; Module._resolveFilename = function (id, ...rest) { return resolve.call(this, id === 'alias' ? './seen.cjs' : id, ...rest) }
          try { told.push(require('alias').got) } finally { Module._resolveFilename = resolve }
          Module._extensions['.txt'] = (module, file) => { module.exports = require('fs').readFileSync(file, 'utf8') }
          try { told.push(require('./text.txt')) } finally { delete Module._extensions['.txt'] }
          const js = Module._extensions['.cjs'] ?? Module._extensions['.js']; const compile = Module.prototype._compile; Module.prototype._compile = function (code, file) { return compile.call(this, code.replace('plain', 'instrumented'), file) }
          try { delete require.cache[require.resolve('./compiled.cjs')]; told.push(require('./compiled.cjs'), typeof js) } finally { Module.prototype._compile = compile }
          const made = new Module('made', module); made.filename = __filename; made.paths = Module._nodeModulePaths(__dirname); made._compile("module.exports = [require('./seen.cjs').got, __filename === module.filename]", path.join(__dirname, 'made.cjs')); told.push(made.exports)
          return told }`,
      'lib/seen.cjs': "exports.got = require('path').sep",
      'lib/text.txt': 'text',
      'lib/compiled.cjs': "module.exports = 'plain'",
    },
  },
  {
    name: 'code that is made of text',
    files: {
      'main.ts': `import tell2 from '#lib/made.cjs'; import vm from 'node:vm'
        export const tell = async () => [typeof (await new Function('return import("node:fs")')()).readFileSync, await (0, eval)('import("node:path")').then(m => typeof m.join), vm.runInThisContext('1 + 1'), await tell2(), (() => { try { return new Function('return require')() } catch (error) { return (error as Error).name } })()]`,
      'lib/made.cjs': `module.exports = async () => [typeof (await new Function('return import("fs")')()).readFileSync, eval('typeof require'), eval('__filename') === __filename, typeof (0, eval)('typeof require'), eval("require('./other.cjs')"), new Function('require', "return require('./other.cjs')")(require), await eval("import('./other.cjs')").then(m => m.default)]`,
      'lib/other.cjs': "module.exports = 'other'",
    },
  },
  {
    name: 'the text of functions',
    files: {
      'main.ts': "import tell from '#lib/texts.cjs'; export { tell }",
      'lib/texts.cjs':
        "// A comment.\nfunction f ( a,b ) { /* inside */ return a }\nclass A  { m ( ) { return 'x' } }\nmodule.exports = () => [f.toString(), A.toString(), (x  =>  x).toString(), f.length, new A().m.name, Object.keys(A.prototype), f.hasOwnProperty('prototype')]",
    },
  },
  {
    name: 'sloppy things',
    files: {
      'main.ts': "import tell from '#lib/sloppy.cjs'; export { tell }",
      'lib/sloppy.cjs': `var self = this, args = arguments.length, callee = typeof arguments.callee; function hoisted() { return later } var later = 'later'; { function inBlock() { return 'block' } }
        if (true) { var leaked = 1 } leakedGlobal = 'leaked'; var undefined1; function twice(a, a) { return a }
        module.exports = () => { const told = [self === module.exports, args, callee, hoisted(), inBlock(), leaked, globalThis.leakedGlobal, typeof globalThis.later, twice(1, 2), (function () { return typeof this })(), 010, '\\101', delete Object.prototype, typeof undefined1, (() => { try { null.x } catch ({ message }) { return message } })()]; delete globalThis.leakedGlobal; return told }
        return; throw new Error('never')`,
    },
  },
  {
    name: 'errors that modules throw while they load',
    files: {
      'main.ts': `const messageOf = async load => { try { await load(); return 'loaded' } catch (error) { return [error?.message ?? error, error?.constructor?.name ?? null, error?.code ?? null] } }
        import asks from '#lib/asks.cjs'
        export const tell = async () => [await messageOf(() => import('./throws.ts')), await messageOf(() => import('./throws-again.ts')), await messageOf(() => import('./throws-text.ts')), await messageOf(() => import('#lib/throws.cjs')), await messageOf(() => import('#lib/throws.cjs')), globalThis.thrown, asks, await messageOf(() => import('./throws-undefined.ts'))]`,
      'throws.ts': 'export const a = 1; null.b',
      'throws-again.ts': "export * from './throws.ts'",
      'throws-text.ts': "throw 'text'",
      'throws-undefined.ts': 'throw undefined',
      'lib/throws.cjs':
        "globalThis.thrown = (globalThis.thrown ?? 0) + 1; throw Object.assign(new RangeError('cjs'), { code: 'MINE' })",
      'lib/asks.cjs': `const told = []; for (const name of ['./throws-other.cjs', './throws-other.cjs', '../app/throws-esm.mjs', '../app/throws-esm.mjs', '../app/awaits.mjs']) { try { require(name) } catch (error) { told.push(error.code ?? error.message) } }
        module.exports = [told, globalThis.others]`,
      'lib/throws-other.cjs':
        "globalThis.others = (globalThis.others ?? 0) + 1; throw new Error('other ' + globalThis.others)",
      'throws-esm.mjs': "globalThis.esms = (globalThis.esms ?? 0) + 1; throw new Error('esm ' + globalThis.esms)",
      'awaits.mjs': 'await 1',
    },
  },
  {
    name: "a default export's name, and others",
    files: {
      'main.ts': `import a from './function.ts'; import b from './class.ts'; import c from './arrow.ts'; import d, { x } from './named.ts'; import e from './expression.ts'; import { default as f } from './object.ts'
        export const tell = () => [a.name, b.name, c.name, d.name, e.name, x.name, f.m.name, f.g.name, Object.getOwnPropertyDescriptor(f, 'v').get.name, a.toString().length > 5, new (class extends b {})().constructor.name]`,
      'function.ts': 'export default function () {}',
      'class.ts': 'export default class {}',
      'arrow.ts': 'export default () => {}',
      'named.ts': 'export default function named() {} export const x = () => {}',
      'expression.ts': 'const y = class {}; export default y',
      'object.ts': 'export default { m() {}, g: () => {}, get v() { return 1 } }',
    },
  },
  {
    name: 'what a namespace is',
    files: {
      'main.ts': `import * as ns from './ns.ts'; import * as cjs from '#lib/cjs.cjs'
        const facts = (n: object) => [Object.prototype.toString.call(n), Object.getPrototypeOf(n), Object.isExtensible(n), Object.isSealed(n), Object.keys(n), JSON.stringify(n), Reflect.ownKeys(n).map(String), 'none' in n, Reflect.set(n, 'b', 2), Reflect.deleteProperty(n, 'b'), Reflect.deleteProperty(n, 'none'), Object.entries(n).length, { ...n }.b, Object.getOwnPropertyDescriptor(n, 'b')?.enumerable]
        const fails = (f: () => unknown) => { try { return String(f()) } catch (error) { return (error as Error).name } }
        export const tell = () => [facts(ns), facts(cjs), [ns, cjs].map((n: any) => [fails(() => { n.b = 3 }), fails(() => { n.none = 3 }), fails(() => delete n.b), fails(() => delete n.none), fails(() => Object.defineProperty(n, 'b', { value: 9 })), fails(() => \`\${n}\`)])]`,
      'ns.ts': "export const b = 1; export { b as a, b as 'z-z' }; export default 0; export const toString2 = 1",
      'lib/cjs.cjs': 'exports.b = 1; exports.a = 1',
    },
  },
  {
    name: 'export * that two give, and one that hides',
    files: {
      'main.ts': `import * as all from './stars.ts'; import { own } from './stars.ts'
        export const tell = () => [Object.keys(all), own, all.one, all.two, all.fromCjs, all.inner.y, 'both' in all]`,
      'stars.ts':
        "export * from './one.ts'; export * from './two.ts'; export * from '#lib/star.cjs'; export const own = 'mine'; export * as inner from './inner.ts'; export { same } from './two.ts'",
      'one.ts':
        "export const one = 1, both = 'one', own = 'theirs'; export { shared } from './inner.ts'; export const same = 'one'",
      'two.ts': "export const two = 2, both = 'two'; export { shared } from './inner.ts'; export const same = 'two'",
      'inner.ts': 'export const y = 1, shared = 3',
      'lib/star.cjs': "exports.fromCjs = 1; exports.default = 'no'",
    },
  },
  {
    name: 'a worker and a child of CommonJS',
    files: {
      'main.ts': "import tell from '#lib/starts.cjs'; export { tell }",
      'lib/starts.cjs': `const { Worker } = require('worker_threads'); const { fork, execFileSync } = require('child_process'); const { once } = require('events'); const path = require('path')
        module.exports = async () => { const worker = new Worker(path.join(__dirname, 'worker.cjs'), { workerData: 2 }); const inline = new Worker("require('worker_threads').parentPort.postMessage(require('" + path.join(__dirname, 'shared.cjs') + "'))", { eval: true }); const child = fork(require.resolve('./child.cjs'), ['a'])
          const [a, b, c] = await Promise.all([once(worker, 'message'), once(inline, 'message'), once(child, 'message')]); return [a[0], b[0], c[0], execFileSync(process.execPath, ['-p', '1+1']).toString(), require('./shared.cjs')] }`,
      'lib/worker.cjs':
        "const { parentPort, workerData, isMainThread } = require('worker_threads'); parentPort.postMessage([workerData, isMainThread, require('./shared.cjs'), require.main === module])",
      'lib/child.cjs':
        "process.send([process.argv[2], require('./shared.cjs'), require.main === module, process.env.TOLD, process.env.NODE_OPTIONS ?? null]); process.disconnect()",
      'lib/shared.cjs': "module.exports = 'shared'",
    },
  },
  {
    name: "what Node's own modules hand on",
    files: {
      'main.ts': `import * as all from './passes.ts'; import path, { join as joined } from 'node:path'; import * as ns from 'path'; import { once } from './passes.ts'
        export const tell = () => [Object.keys(all).sort(), all.join === joined, once === all.once, ns.default === path, Object.keys(ns).includes('module.exports'), 'default' in all]`,
      'passes.ts':
        "export * from 'node:path'; export { once, default as events } from 'events'; export * as os from 'node:os'; export const sep = 'mine'",
    },
  },
  {
    name: 'names in cycles, and of what is handed on twice',
    files: {
      'main.ts': `import * as a from './a.ts'; import * as b from './b.ts'; import * as c from './c.ts'
        export const tell = () => [Object.keys(a), Object.keys(b), Object.keys(c), a.inner === b.inner, c.deep, b.one, a.three]`,
      'a.ts': "export * from './b.ts'; export const one = 1; export * as inner from './inner.ts'",
      'b.ts':
        "export * from './c.ts'; export * from './a.ts'; export const two = 2; export * as inner from './inner.ts'",
      'c.ts':
        "export * from './a.ts'; export * from './b.ts'; export const three = 3; export { y as deep } from './inner.ts'; import { z } from './inner.ts'; export { z }",
      'inner.ts': "export const y = 'y', z = 'z'",
    },
  },
  {
    name: 'a module that hands on what only Node loads',
    files: {
      'main.ts':
        "import * as all from './passes.ts'; import { odd } from './passes.ts'; export const tell = () => [Object.keys(all), odd, all.own]",
      'passes.ts': "export * from './odd.ts'; export const own = 1",
      'odd.ts': "import json from 'data:application/json,1' with { type: 'json' }; export const odd = json",
    },
  },
]

describeSameAsNode('CommonJS', cases)
