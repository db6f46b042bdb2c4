import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Plugin } from 'esbuild'

/** A stand-in for each module, as CommonJS: it loads the real one, by `load()`, when it is first used. */
const standIns: Record<string, string> = {
  // A table of 2,500 media types, which Koa wants to look into for a body without a type. An MCP answer has one.
  'mime-types': functions('charset', 'contentType', 'extension', 'lookup'),
  // Node's own, for what an MCP answer has not: a socket, cookies, compression, a query.
  // light-my-request takes a function out of this one when it loads, for forms.
  'node:crypto': whole('randomUUID'),
  'node:http': whole(),
  'node:net': whole(),
  'node:v8': whole(),
  'node:zlib': whole(),
  // Koa asserts at each answer that its status is one; only a failure needs the real one.
  'node:assert': 'module.exports = Object.assign((ok, message) => ok || load()(ok, message), {})',
  // `destroy` asks for a class of `fs` when it loads, and with it for all of fs/promises and readline. Its special cases
  // are for versions of Node that are gone.
  destroy: `module.exports = (stream, quiet) => {
    if (typeof stream?.destroy === 'function') stream.destroy()
    if (quiet && typeof stream?.on === 'function') stream.removeAllListeners('error').on('error', () => {})
    return stream
  }`,
}

/**
 * For `require` and for `import`: esbuild makes of an import an object with the prototype of what is imported, and asks
 * whether that was an ES module.
 *
 * @param early functions that somebody takes out of it before they are called
 */
function whole(...early: string[]) {
  return `const early = { ${early.map(name => `${name}: (...args) => load().${name}(...args)`).join(', ')} }
    const get = (_, key) => (key === '__esModule' ? undefined : early[key] ?? load()[key])
    const traps = { get, has: (_, key) => key in load() }
    module.exports = new Proxy(() => {}, {
      ...traps,
      apply: (_, self, args) => load()(...args),
      getPrototypeOf: () => new Proxy({}, traps),
    })`
}

function functions(...names: string[]) {
  return names.map(name => `exports.${name} = (...args) => load().${name}(...args)`).join('\n')
}

/** Puts the stand-ins in place, in the whole bundle. docs/cold-start.md lists them, with the proof. */
export const lazyModules: Plugin = {
  name: 'lazy-modules',
  setup(build) {
    const names = Object.keys(standIns).map(name => name.replace('node:', '(node:)?'))
    const filter = new RegExp(`^(${names.join('|')})$`)
    build.onResolve({ filter }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === 'real') return undefined
      if (!(path in standIns)) return { path: `node:${path}`, namespace: 'lazy' }
      if (path.startsWith('node:')) return { path, namespace: 'lazy' }
      // By its path: of a package there may be two versions, each for those who asked for it.
      const real = await build.resolve(path, { resolveDir, kind, pluginData: 'real' })
      return { path: real.path, namespace: 'lazy', pluginData: path }
    })
    build.onLoad({ filter: /./, namespace: 'lazy' }, ({ path, pluginData: name = path }) => ({
      contents: `
        let real
        const load = () => (real ??= ${name === path ? `process.getBuiltinModule('${path}')` : `require(${JSON.stringify(path)})`})
        ${standIns[name]}`,
      resolveDir: dirname(path),
    }))
    // As text, which costs next to nothing until it is parsed: V8 reads through the whole of an object that stands in code.
    build.onLoad({ filter: /[\\/]mime-db[\\/]db\.json$/ }, ({ path }) => {
      const table = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')))
      return { contents: `module.exports = JSON.parse(${JSON.stringify(table)})` }
    })
  },
}
