import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineTool } from '../../mcp/tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'matrix-'))

export const ways = defineTool({
  name: 'way-temporary-file',
  description: 'Makes a folder for temporary files while the module loads: it is there in the process that serves.',
  run() {
    const exists = existsSync(folder)
    const file = join(mkdtempSync(join(tmpdir(), 'matrix-')), 'a.mjs')
    writeFileSync(join(folder, 'a.txt'), 'written')
    writeFileSync(file, 'export const made = "just now"')
    const text = readFileSync(join(folder, 'a.txt'), 'utf8')
    return import(file).then(({ made }) => {
      rmSync(file)
      return JSON.stringify({ exists, text, made })
    })
  },
})
