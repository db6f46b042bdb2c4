import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { lazyModules } from './build/lazy-modules.ts'
import { rewrite } from './build/rewrite.ts'
import { smallFetch } from './build/small-fetch.ts'
import { smallHttp } from './build/small-http.ts'
import { unusedSchemas } from './build/unused-schemas.ts'

// `npm run build [-- --plain] [FOLDER]`, and the image build: one minified file per function, and beside the server's the
// file that Lambda is told to load (`app.handler`). CommonJS, as a require of node:http costs less at a cold start than an
// import of it, which also loads Node's fetch. `--plain` leaves out what only makes the start faster: docs/cold-start.md.

const { values, positionals } = parseArgs({
  options: { plain: { type: 'boolean' }, server: { type: 'string', default: 'app/bundle.ts' } },
  allowPositionals: true,
})
const folder = positionals[0] ?? 'dist'

if (values.server === 'app/bundle.ts') {
  const check = join(import.meta.dirname, 'build/check-offers.ts')
  const { status } = spawnSync(process.execPath, [check], { stdio: 'inherit', timeout: 60_000 })
  if (status === 1) process.exit(1)
}

/** Each with its share of a cold start in docs/cold-start.md. */
const faster = {
  plugins: [rewrite(smallFetch, smallHttp, unusedSchemas), lazyModules],
  // An `import()` becomes a `require`: what came out of a snapshot cannot import by itself.
  supported: { 'dynamic-import': false },
  // The MCP SDK's small validator of JSON Schema in place of AJV, by its own export for browsers. The one for `workerd` would
  // also build all schemas of both generations while it loads.
  conditions: ['browser'],
}

await build({
  entryPoints: { server: values.server, authorizer: 'app/authorizer.ts' },
  outdir: folder,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  sourcemap: 'linked',
  sourcesContent: false, // Stack traces need positions only.
  logLevel: 'warning',
  ...(values.plain ? {} : faster),
})
for (const name of ['app.cjs', 'load.cjs']) copyFileSync(join(import.meta.dirname, 'build', name), join(folder, name))
