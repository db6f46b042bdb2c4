import type { Plugin } from 'esbuild'

/**
 * Loads the table of all media types when one is first looked up, which an MCP answer never does: it says its type itself.
 * Koa asks for the table while it loads. The whole table stays in the bundle, behind a function.
 */
export const lazyMimeTypes: Plugin = {
  name: 'lazy-mime-types',
  setup(build) {
    build.onResolve({ filter: /^mime-types$/ }, ({ resolveDir, pluginData }) =>
      pluginData === 'real' ? undefined : { path: 'mime-types', namespace: 'lazy', pluginData: resolveDir },
    )
    build.onResolve({ filter: /^real-mime-types$/ }, ({ resolveDir }) =>
      build.resolve('mime-types', { resolveDir, kind: 'require-call', pluginData: 'real' }),
    )
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ pluginData }) => ({ contents, resolveDir: pluginData }))
  },
}

const contents = `
  let real
  const load = () => (real ??= require('real-mime-types'))
  for (const name of ['charset', 'contentType', 'extension', 'lookup']) exports[name] = value => load()[name](value)
  for (const name of ['charsets', 'extensions', 'types']) Object.defineProperty(exports, name, { get: () => load()[name] })
`
