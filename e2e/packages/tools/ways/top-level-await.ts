import { readFile } from 'node:fs/promises'
import { defineTool } from '../../mcp/tool.ts'

const text = await readFile(new URL('./data.txt', import.meta.url), 'utf8')
const { default: semver } = await import('semver')

export const ways = defineTool({
  name: 'way-top-level-await',
  description: 'Awaits a file and a package while the module loads.',
  run: () => JSON.stringify({ text: text.trim(), major: semver.major('7.1.0') }),
})
