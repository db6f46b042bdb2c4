import type { Plugin } from 'esbuild'

/** A stand-in for each module, as CommonJS: it loads the real one, by `load()`, when it is first used. */
const standIns: Record<string, string> = {
  // A table of 2,500 media types, which Koa wants to look into for a body without a type. An MCP answer has one.
  'mime-types': functions('charset', 'contentType', 'extension', 'lookup'),
  // Node's own, for what an MCP answer has not: a socket, cookies, compression, a query.
  'node:crypto': whole(),
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
 */
function whole() {
  return `const get = (_, key) => (key === '__esModule' ? undefined : load()[key])
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
    build.onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path, resolveDir, pluginData }) => {
      if (pluginData === 'real') return undefined
      const name = path in standIns ? path : `node:${path}`
      return { path: name, namespace: 'lazy', pluginData: resolveDir }
    })
    build.onResolve({ filter: /^real:/ }, ({ path, resolveDir }) =>
      build.resolve(path.slice('real:'.length), { resolveDir, kind: 'require-call', pluginData: 'real' }),
    )
    build.onLoad({ filter: /./, namespace: 'lazy' }, ({ path, pluginData }) => ({
      contents: `
        let real
        const load = () => (real ??= ${path.startsWith('node:') ? `process.getBuiltinModule('${path}')` : `require('real:${path}')`})
        ${standIns[path]}`,
      resolveDir: pluginData,
    }))
  },
}
