import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** For `npm run build`: builds the server that offers the fixtures. */
export const fixtureBuild = ['--code', 'testing/catalog.ts'] as const

/** For Node: `app/server.ts` offers the fixtures. */
export const withFixtures = ['--import', new URL('./with-fixtures.ts', import.meta.url).href] as const

/** Has a copy of the project offer the fixtures and nothing else, as if its author had written them: by whatever way it is built. */
export function installFixtures(project: string): void {
  for (const folder of ['tools', 'resources', 'prompts']) {
    const to = join(project, 'app', folder)
    rmSync(to, { recursive: true, force: true })
    // They import from ../../app, which is the same folder from either place.
    cpSync(join(import.meta.dirname, folder), to, { recursive: true })
  }
}
