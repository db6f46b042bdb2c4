import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { rewrite } from './rewrite.ts'
import { unusedSchemas } from './unused-schemas.ts'

async function bundle(lines: string, plugins = [rewrite(unusedSchemas)]): Promise<string> {
  const stdin = { contents: lines, resolveDir: '.' }
  const { outputFiles } = await build({
    ...{ stdin, plugins, bundle: true, write: false, platform: 'node', format: 'iife', globalName: 'made' },
    conditions: ['browser'],
  })
  return outputFiles[0]?.text ?? ''
}

test('a server is bundled without the schemas that it has no use for', async () => {
  const server = "export { McpServer } from '@modelcontextprotocol/server'"
  expect(await bundle(server, [])).toContain('id_token_signing_alg_values_supported')
  const without = await bundle(server)
  expect(without).not.toContain('id_token_signing_alg_values_supported') // Of OpenID's metadata.
  expect(without).not.toContain('isSpecType')
})

test('who asks for the register of all schemas gets it', async () => {
  const lines = `import { isSpecType, specTypeSchemas } from '@modelcontextprotocol/server'
    export const names = Object.keys(specTypeSchemas)
    export const all = names.every(name => isSpecType[name] && specTypeSchemas[name]['~standard'])
    export const checked = [{ roots: [] }, {}, { roots: [{ uri: 'file:///' }] }].map(value => isSpecType.ListRootsResult(value))`
  const made = async (plugins?: []) =>
    new Function(`${await bundle(lines, plugins)}; return { ...made }`)() as Record<string, unknown>
  expect(await made()).toEqual(await made([]))
  expect(await made()).toMatchObject({ all: true, checked: [true, false, true] })
})

test('an SDK that makes its register otherwise is noticed', () => {
  const path = '/node_modules/@modelcontextprotocol/server/dist/src-X.mjs'
  expect(() => unusedSchemas('const isSpecType = other()', path)).toThrow('look into unused-schemas.ts')
})
