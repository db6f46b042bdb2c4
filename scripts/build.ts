import { build } from 'esbuild'

// `npm run build`, and the image build: one minified file per handler, named as Lambda is told (`app.handler`).
// CommonJS, as a require of node:http costs less at a cold start than an import of it, which also loads Node's fetch.

await build({
  entryPoints: { app: 'app/lambda.ts', authorizer: 'app/authorizer.ts' },
  outdir: process.argv[2] ?? 'dist',
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
})
