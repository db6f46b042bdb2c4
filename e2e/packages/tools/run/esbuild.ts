import type * as Esbuild from 'esbuild'
import { defineTool } from '../../mcp/tool.ts'

export async function check({ transform, version }: typeof Esbuild) {
  const error = await transform('let = ;', { logLevel: 'silent' }).catch(error => error)
  return {
    version,
    code: (await transform('const a: number = 1 + 2; console.log(a)', { loader: 'ts', minify: true })).code,
    error: error.errors.map(({ text }: { text: string }) => text),
  }
}

export const run = defineTool({
  name: 'esbuild-run',
  description: 'Minifies, by a program of the package by platform.',
  run: async () => JSON.stringify(await check(await import('esbuild'))),
})
