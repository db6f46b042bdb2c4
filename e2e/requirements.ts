import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The name of the image under test, or null on a machine without Docker. */
    image: string | null
    /** MiniStack's program, or null on a machine without it. */
    ministack: string | null
    /** Chromium's program, or null on a machine without it. */
    chromium: string | null
  }
}

/** The version of MiniStack whose differences from AWS the cases name. */
export const ministackVersion = '1.5.33'

/** Finds what the tests of this folder need, once for all of them. Under CI, what is missing is a failure. */
export default function setup({ provide }: TestProject): void {
  provide('chromium', findChromium())
  provide('ministack', findMinistack())
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

function findMinistack(): string | null {
  // Where scripts/install-ministack.sh puts it.
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const installed = join(cache, 'serverless-mcp', `ministack-${ministackVersion}`, 'bin/ministack')
  const programs = process.env.MINISTACK ? [process.env.MINISTACK] : [installed, 'ministack']
  const program = programs.find(name => spawnSync(name, ['--help']).status === 0)
  return (
    program ??
    missing(
      `Tests against MiniStack need it: install it (pip install ministack==${ministackVersion} docker), or say where it is: MINISTACK=/path/to/ministack npm test`,
    )
  )
}

function missing(line: string): null {
  if (process.env.CI) throw new Error(line)
  console.warn(`Skipped: ${line}`)
  return null
}
