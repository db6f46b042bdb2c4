import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Refused } from './command-line.ts'
import type * as Earlier from './index.ts'

/**
 * Loads the version of this package that a project was made by.
 *
 * @param madeBy as npm names it: by its version, or a tarball in the project's folder
 */
export async function earlierVersion(madeBy: string, project: string): Promise<typeof Earlier & Disposable> {
  const folder = mkdtempSync(join(tmpdir(), 'earlier-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const spec = madeBy.startsWith('.') ? resolve(project, madeBy) : madeBy
  const args = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', spec]
  const { status, stderr } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    remove()
    throw new Refused(`npm cannot install ${madeBy}, which the project was made by: ${stderr.trim().split('\n')[0]}`)
  }
  const entry = createRequire(join(folder, 'package.json')).resolve('create-serverless-mcp')
  const { render } = (await import(pathToFileURL(entry).href)) as typeof Earlier
  return { render, [Symbol.dispose]: remove }
}
