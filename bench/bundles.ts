import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const scripts = join(import.meta.dirname, '../scripts')

/** Builds what the image holds. */
export function buildBundles(directory: string): void {
  const env = { ...process.env, NODE_NO_WARNINGS: '1' }
  execFileSync(process.execPath, [join(scripts, 'build.ts'), directory], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  })
}
