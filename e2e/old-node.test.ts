import { spawnSync } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run } from '../testing/processes.ts'

describe('on a Node.js that knows no TypeScript', () => {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== dirname(process.execPath) && !folder.includes('node_modules'))
  const versionOf = (node: string) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim()
  const old = path.map(folder => `${folder}/node`).find(node => /^v(1\d|2[01])\./.test(versionOf(node) ?? ''))

  test.skipIf(old === undefined)('the program says to use npx pulumi', async () => {
    const { code, stderr } = await run(old ?? '', ['infra/index.js']).ended
    expect(code).toBe(1)
    expect(stderr).toContain('This program needs Node.js 22.18 or later')
    expect(stderr).toContain('npx pulumi in place of pulumi')
  })
})
