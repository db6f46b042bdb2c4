import type { get_encoding } from 'tiktoken'
import { defineTool } from '../../mcp/tool.ts'

export function check(getEncoding: typeof get_encoding) {
  const encoding = getEncoding('cl100k_base')
  try {
    const tokens = encoding.encode('tiktoken is great!')
    return {
      tokens: [...tokens],
      back: new TextDecoder().decode(encoding.decode(tokens)),
      name: encoding.constructor.name,
    }
  } finally {
    encoding.free()
  }
}

export const run = defineTool({
  name: 'tiktoken-run',
  description: 'Counts the tokens of the example in its documentation (WebAssembly, read from a file of its own).',
  run: async () => JSON.stringify(check((await import('tiktoken')).get_encoding)),
})
