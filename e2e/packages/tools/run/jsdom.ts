import type { JSDOM } from 'jsdom'
import { defineTool } from '../../mcp/tool.ts'

export function check(Dom: typeof JSDOM) {
  const script = "document.querySelector('p').textContent += ' ' + [1, 2].map(n => n * 2)"
  const { window } = new Dom(`<style>p { color: red }</style><p>Sum</p><script>${script}</script>`, {
    runScripts: 'dangerously',
  })
  const { document } = window
  const paragraph = document.querySelector('p')
  const result = {
    text: paragraph?.textContent,
    kind: paragraph?.constructor.name,
    display: window.getComputedStyle(document.querySelector('script') as Element).display,
    color: window.getComputedStyle(paragraph as Element).color,
    title: new Dom('<title>x</title>').window.document.title,
  }
  window.close()
  return result
}

export const run = defineTool({
  name: 'jsdom-run',
  description: "Runs a page's script and computes its styles (a style sheet of its own).",
  run: async () => JSON.stringify(check((await import('jsdom')).JSDOM)),
})
