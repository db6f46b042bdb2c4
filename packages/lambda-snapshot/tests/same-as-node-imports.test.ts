import { type Case, describeSameAsNode } from './same-as-node.ts'

// What a specifier may be, and what comes of one that leads nowhere.

const codeOf =
  'const codeOf = promise => promise.then(found => Object.keys(found), error => [error.code ?? error.message, error.constructor.name])'

const cases: Case[] = [
  {
    name: 'a query and a fragment make another instance',
    files: {
      'main.ts': `import { state as one } from './state.ts'; import { state as two } from './state.ts?two'; import { state as three } from './state.ts#three'
        export const tell = async () => [one === two, two === three, two === (await import('./state.ts?two')).state, one === (await import('./state.ts')).state, (await import('./state.ts?' + 'four')).state === one]`,
      'state.ts': 'export const state = {}',
    },
  },
  {
    name: 'a specifier is a URL',
    files: {
      'main.ts': `import a from './with%20space.ts'; import b from 'data:text/javascript,export default 1'; import c from './with space.ts'
        export const tell = async () => [a, b, c, (await import(new URL('./with%20space.ts', import.meta.url).href)).default === a, (await import('data:application/json,{"a":1}', { with: { type: 'json' } })).default,
          (await import('./with' + String.fromCharCode(32) + 'space.ts')).default === a]`,
      'with space.ts': 'export default ["spaced"]',
    },
  },
  {
    name: 'a package beside a module of Node',
    files: {
      'main.ts': `import a from 'punycode/index.js'; import b from 'events'; import c from '#lib/asks.cjs'; import d from 'node:string_decoder'
        export const tell = () => [a, typeof b.once, c, typeof d.StringDecoder]`,
      'lib/asks.cjs':
        "module.exports = [require('punycode/'), require('punycode/index.js'), typeof require('string_decoder').StringDecoder]",
      'node_modules/punycode/index.js': "module.exports = 'of npm'",
      'node_modules/string_decoder/index.js': "module.exports = 'never'",
    },
  },
  {
    name: 'what an import does not find',
    files: {
      'main.ts': `${codeOf}
        const no = ['./state', './folder', 'shut/inner', 'shut/none', '#none', './state.ts/', '', 'no-such', '@no/such', 'node:none', './none.json', './addon.node', 'file:///none.ts', 'http://127.0.0.1:9/a.js', './text.txt']
        export const tell = async () => [await codeOf(import('./state')), await codeOf(import('./folder')), await codeOf(import('shut/inner')), await codeOf(import('shut')), await codeOf(import('#none')),
          await codeOf(import('./text.txt')), await codeOf(import('./data.json')), await codeOf(import('./state.ts', { with: { type: 'json' } })),
          await Promise.all(no.map(name => codeOf(import(name)))), await codeOf(import(Symbol.iterator as never)), await codeOf(import({ toString() { throw new Error('told') } } as never)), await codeOf(import({ toString: () => './state.ts' } as never))]`,
      'state.ts': 'export const state = {}',
      'folder/index.ts': 'export const state = {}',
      'text.txt': 'text',
      'data.json': '{ "a": 1 }',
      'node_modules/shut/package.json': '{ "name": "shut", "exports": { ".": "./index.js" } }',
      'node_modules/shut/index.js': 'exports.a = 1',
      'node_modules/shut/inner.js': 'exports.b = 1',
    },
  },
  {
    name: 'a module whose own import leads nowhere',
    files: {
      'main.ts': `${codeOf}
        export const tell = async () => [await codeOf(import('./needs-package.ts')), await codeOf(import('./needs-file.ts')), await codeOf(import('./needs-needy.ts')), await codeOf(import('./needs-no-extension.ts')), await codeOf(import('#lib/optional.cjs'))]`,
      'needs-package.ts': "import a from 'no-such'; export default a",
      'needs-file.ts': "export * from './none.ts'",
      'needs-needy.ts': "import a from './needs-package.ts'; export default a",
      'needs-no-extension.ts': "import { state } from './state'; export default state",
      'state.ts': 'export const state = {}',
      'lib/optional.cjs': `const found = {}; for (const name of ['bufferutil', './none.js', 'shut/inner', '#none', 'node:none']) try { found[name] = require(name) } catch (error) { found[name] = error.code }
        try { require('no-such-either') } catch (error) { found.named = [error.code, error.message.split('\\n')[0], error.requireStack?.length] }
        try { require(7) } catch (error) { found.number = error.code } try { require('') } catch (error) { found.empty = error.code }
        module.exports = found`,
      'node_modules/shut/package.json': '{ "name": "shut", "exports": { ".": "./index.js" } }',
      'node_modules/shut/index.js': 'exports.a = 1',
    },
  },
  {
    name: 'files and folders that require finds, and import does not',
    files: {
      'main.ts': "import tell from '#lib/finds.cjs'; export { tell }",
      'lib/finds.cjs': `const path = require('path')
        module.exports = () => [require('./folder'), require('./folder/'), require('./file'), require('./data'), require('.'), require('.'), require('main-folder'), require(path.join(__dirname, 'file')), require('./file.js') === require('./file'),
          require(require.resolve('./file')) === require('./file')]`,
      'lib/folder/index.js': "module.exports = 'folder'",
      'lib/folder/package.json': '{ "type": "commonjs" }',
      'lib/file.js': 'export const file = 1',
      'lib/data.json': '[1]',
      'lib/index.js': 'export const index = 1',
      'lib/sub/a.js': '',
      'node_modules/main-folder/package.json': '{ "main": "./dist" }',
      'node_modules/main-folder/dist/index.js': "module.exports = 'main'",
    },
  },
  {
    name: 'JSON in every way',
    files: {
      'main.ts': `import one from './data.json' with { type: 'json' }; import { default as two } from './data.json' with { type: 'json' }; import three from '#lib/asks.cjs'; import { createRequire } from 'node:module'; import * as all from './data.json' with { type: 'json' }
        const require = createRequire(import.meta.url)
        export const tell = () => [one === two, one === three, one === require('./data.json'), Object.keys(all), one, require('./bom.json')]`,
      'data.json': '{ "__proto__": { "a": 1 }, "b": "\\u2028 é" }',
      'bom.json': '\uFEFF{ "bom": 1 }',
      'lib/asks.cjs': "module.exports = require('../app/data.json')",
    },
  },
  {
    name: 'JSON that is none',
    files: {
      'main.ts': `${codeOf}
        export const tell = async () => [await codeOf(import('#lib/asks.cjs')), (await import('./bad.json', { with: { type: 'json' } }).catch(error => error)).name]`,
      'bad.json': '{ "a": ',
      'lib/asks.cjs':
        "try { require('../app/bad.json') } catch (error) { exports.name = error.name; exports.path = /bad\\.json/.test(error.message) }",
    },
  },
  {
    name: 'modules that esbuild does not read',
    files: {
      'main.ts': `import sloppy from '#lib/sloppy.cjs'; ${codeOf}
        export const tell = async () => [sloppy, await codeOf(import('broken')), await codeOf(import('broken/esm.mjs')), (await import('odd')).default]`,
      'lib/sloppy.cjs':
        'var o = { inner: 1 }, found; with (o) { found = inner } var x = 1; module.exports = [found, delete x, typeof await, (function () { return arguments.callee.name })()]; var await; <!-- a comment of old',
      'node_modules/broken/index.js': 'module.exports = {{{',
      'node_modules/broken/esm.mjs': 'export const a = ;',
      'node_modules/odd/index.js':
        'var let = 1, yield = 2, static = 3, package = 4; label: function f() {} module.exports = [let, yield, static, package, 0777, "\\07"]',
    },
  },
  {
    name: 'links',
    files: {
      'main.ts': `import { basename, dirname } from 'node:path'; import one from 'linked'; import two from '#lib/asks.cjs'
        export const tell = () => [one === two, basename(dirname(one.filename))]`,
      'lib/asks.cjs': "module.exports = require('linked')",
      'lib/store/linked/package.json': '{ "type": "commonjs", "main": "index.js" }',
      'lib/store/linked/index.js': 'exports.filename = __filename',
      'node_modules/linked': '-> ../lib/store/linked',
    },
  },
  {
    name: 'what a package calls itself, and what it imports by #',
    files: {
      'main.ts': "import a from 'own'; import b from 'own/deep'; export const tell = () => [a, b]",
      'node_modules/own/package.json': JSON.stringify({
        name: 'own',
        type: 'module',
        exports: { '.': './index.js', './deep': { require: './deep.cjs', default: './deep.js' }, './internal/*': null },
        imports: { '#dep': { node: 'events', default: './never.js' }, '#deep/*.js': './in/*.js', '#null': null },
      }),
      'node_modules/own/index.js':
        "import deep from 'own/deep'; import { once } from '#dep'; import a from '#deep/a.js'; import { createRequire } from 'node:module'; export default [deep, typeof once, a, createRequire(import.meta.url)('own/deep'), await1()]; function await1() { try { createRequire(import.meta.url)('#null') } catch (e) { return e.code } }",
      'node_modules/own/deep.js': "export default 'import'",
      'node_modules/own/deep.cjs': "module.exports = 'require'",
      'node_modules/own/in/a.js': "export default 'a'",
    },
  },
  {
    name: 'kinds that neither a name nor a package tells',
    files: {
      'main.ts': `import a from 'untold'; import b from 'untold/esm.js'; import * as c from 'untold/esm.js'; import d from 'untold/typed.js'; import e from 'untold/both.js'
        export const tell = () => [a, b, Object.keys(c), d, e]`,
      'node_modules/untold/package.json': '{ "name": "untold" }',
      'node_modules/untold/index.js': "exports.kind = typeof require; exports.esm = require('./esm.js').default",
      'node_modules/untold/esm.js': 'export default typeof require; export const n = import.meta.url.length > 0',
      'node_modules/untold/typed.js': 'module.exports = [typeof module, "import x from y"]',
      'node_modules/untold/both.js': 'const a = typeof exports; export { a as default }',
    },
  },
  {
    name: 'one instance, and one namespace, of what is computed',
    files: {
      'main.ts': `import * as esm from './state.ts'; import * as cjs from '#lib/state.cjs'; import asks from '#lib/asks.cjs'; import * as json from './data.json' with { type: 'json' }
        const at = (...parts) => parts.join('')
        export const tell = async () => [await import(at('./', 'state.ts')) === esm, await import(at('#lib/', 'state.cjs')) === cjs, await import(new URL('state.ts', import.meta.url).href) === esm,
          await import(at('./', 'data.json'), { with: { type: 'json' } }) === json, await import('./state.ts', {}) === esm, await import('./state.ts', { with: {} }) === esm, await import(at('pla', 'in')) === await import('plain'), asks(esm, cjs.default)]`,
      'state.ts': 'export const state = {}',
      'data.json': '{}',
      'lib/state.cjs': 'exports.state = {}',
      'lib/asks.cjs':
        "const at = (...parts) => parts.join(''); module.exports = (esm, cjs) => [require(at('../app/', 'state.ts')) === esm, require(at('./', 'state.cjs')) === cjs, require(require.resolve('./state')) === cjs, require(at('pla', 'in')) === require('plain')]",
      'lib/state.js': 'module.exports = 1',
      'lib/package.json': '{ "type": "commonjs" }',
      'node_modules/plain/index.js': 'module.exports = {}',
    },
  },
  {
    name: 'packages with the names of what every object has',
    files: {
      'main.ts': `${codeOf}
        const names = ['constructor', 'toString', '__proto__', 'hasownproperty', 'valueOf']
        export const tell = async () => [await Promise.all(names.map(name => codeOf(import(name)))), (await import('#lib/asks.cjs')).default]`,
      'lib/asks.cjs':
        "module.exports = ['constructor', 'toString', '__proto__', 'hasownproperty'].map(name => { try { return require(name) } catch (error) { return error.code } })",
      'node_modules/hasownproperty/index.js': "module.exports = 'mine'",
    },
  },
]

describeSameAsNode('imports of every kind', cases)
