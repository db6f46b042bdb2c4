import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { lazyMimeTypes } from './build/lazy-mime-types.ts'

// `npm run build [-- --plain] [FOLDER]`, and the image build: one minified file per handler, named as Lambda is told
// (`app.handler`). CommonJS, as a require of node:http costs less at a cold start than an import of it, which also loads
// Node's fetch. `--plain` leaves out what only makes the start faster: docs/cold-start.md.

const { values, positionals } = parseArgs({ options: { plain: { type: 'boolean' } }, allowPositionals: true })

/** Each with its share of a cold start, as `npm run bench` shows it beside the plain bundle. */
const faster = {
  inject: [join(import.meta.dirname, 'build/fetch-classes.ts')],
  plugins: [lazyMimeTypes],
}

await build({
  entryPoints: { app: 'app/lambda.ts', authorizer: 'app/authorizer.ts' },
  outdir: positionals[0] ?? 'dist',
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
