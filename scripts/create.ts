import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { readRepository } from '../packages/create-serverless-mcp/read-repository.ts'
import { main } from '../packages/create-serverless-mcp/src/main.ts'

// `npm run create -- FOLDER`: what `npm create serverless-mcp` does, from a clone. The project gets this repository's packages as
// tarballs, in its folder vendor/.

const root = resolve(import.meta.dirname, '..')
const packed = mkdtempSync(join(tmpdir(), 'packed-'))
process.on('exit', () => rmSync(packed, { recursive: true, force: true }))

await main({ template: readRepository(), script: 'npm run create', pack })

function pack(): string {
  for (const program of globSync('packages/*/tarball.ts', { cwd: root })) {
    console.log(`Packing ${dirname(program)}`)
    const { status } = spawnSync(process.execPath, [join(root, program), packed], { stdio: 'inherit' })
    if (status !== 0) process.exit(status ?? 1)
  }
  return packed
}
