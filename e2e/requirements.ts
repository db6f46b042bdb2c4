import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The name of the image under test, or null on a machine without Docker. */
    image: string | null
    /** Chromium's program, or null on a machine without it. */
    chromium: string | null
  }
}

/** Finds what the tests of this folder need, once for all of them. Under CI, what is missing is a failure. */
export default function setup({ provide }: TestProject): void {
  provide('chromium', findChromium())
  provide('image', buildImage())
}

function buildImage(): string | null {
  const engine = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8' })
  if (engine.status !== 0) {
    return missing('Container tests need Docker: install it, start its engine, and run the tests again.')
  }
  const image = 'serverless-mcp:test'
  const built = spawnSync('node', ['scripts/image.ts', '--tag', image], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`${built.stdout}\n${built.stderr}`)
  return image
}

function findChromium(): string | null {
  const program = process.env.CHROMIUM || '/usr/bin/chromium'
  try {
    accessSync(program, constants.X_OK)
    return program
  } catch {
    return missing(
      `Browser tests need Chromium, which is not at ${program}: install it (apt-get install chromium), or say where it is: CHROMIUM=/path/to/chromium npm test`,
    )
  }
}

function missing(line: string): null {
  if (process.env.CI) throw new Error(line)
  console.warn(`Skipped: ${line}`)
  return null
}
