import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fixtureBuild } from '../testing/fixtures.ts'

const scripts = join(import.meta.dirname, '../scripts')

/** Builds what an image of the fixtures holds. */
export function buildBundles(directory: string): void {
  const env = { ...process.env, NODE_NO_WARNINGS: '1' }
  execFileSync(process.execPath, [join(scripts, 'build.ts'), ...fixtureBuild, directory], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  })
}
