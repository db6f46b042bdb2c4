import type * as Prettier from 'prettier'
import { defineTool } from '../../mcp/tool.ts'

export async function check({ format, getSupportInfo, version }: typeof Prettier) {
  const error = await format('let = ;', { parser: 'babel' }).catch(error => error)
  return {
    version,
    code: await format('const  a = {b:1,\nc}', { parser: 'typescript', semi: false }),
    css: await format('a{b:c}', { parser: 'css' }),
    languages: (await getSupportInfo()).languages.length > 20,
    error: error.name,
  }
}

export const run = defineTool({
  name: 'prettier-run',
  description: 'Formats TypeScript and CSS, by parsers that it imports when they are needed.',
  run: async () => JSON.stringify(await check(await import('prettier'))),
})
