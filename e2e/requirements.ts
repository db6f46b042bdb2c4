import { spawnSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The name of the image under test, or null on a machine without Docker. */
    image: string | null
  }
}

/** Finds what the tests of this folder need, once for all of them. Under CI, what is missing is a failure. */
export default function setup({ provide }: TestProject): void {
  const engine = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8' })
  if (engine.status !== 0) {
    const line = 'Container tests need Docker: install it, start its engine, and run the tests again.'
    if (process.env.CI) throw new Error(line)
    console.warn(`Skipped: ${line}`)
    provide('image', null)
    return
  }
  const image = 'serverless-mcp:test'
  const built = spawnSync('node', ['scripts/image.ts', '--tag', image], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`${built.stdout}\n${built.stderr}`)
  provide('image', image)
}
