import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { compile } from '../scripts/build/compile.ts'
import { freeze } from '../scripts/build/freeze.ts'

const scripts = join(import.meta.dirname, '../scripts')

/** Builds what the image holds, and the plain bundle beside it: `app.cjs`, `server.cache`, `app.blob`, `authorizer.cjs`, `plain/app.cjs`. */
export function buildBundles(directory: string): void {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, NODE_NO_WARNINGS: '1' } })
  run(join(scripts, 'build.ts'), directory)
  run(join(scripts, 'build.ts'), '--plain', join(directory, 'plain'))
  compile(directory)
  freeze(directory)
}
