import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { freeze } from '../scripts/build/freeze.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The name of the image under test, or null on a machine without Docker. */
    image: string | null
    /** MiniStack's program, or null on a machine without it. */
    ministack: string | null
    /** Chromium's program, or null on a machine without it. */
    chromium: string | null
    /** A folder with the bundle of `snapshot/bundle.ts` and its snapshot. */
    frozen: string
  }
}

/** The version of MiniStack whose differences from AWS the cases name. */
export const ministackVersion = '1.5.33'

const run = promisify(execFile)

/** Finds and makes what the tests of this folder need, once for all of them. Returns what removes it. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const frozen = mkdtempSync(join(tmpdir(), 'frozen-'))
  provide('chromium', findChromium())
  provide('ministack', findMinistack())
  const [image] = await Promise.all([
    buildImage(),
    run(process.execPath, ['scripts/build.ts', '--server', 'e2e/snapshot/bundle.ts', frozen]),
  ])
  freeze(frozen)
  provide('image', image)
  provide('frozen', frozen)
  return () => rmSync(frozen, { recursive: true })
}

async function buildImage(): Promise<string | null> {
  // Each checkout has its own: two whose tests run at once would take each other's.
  const image = `serverless-mcp:test-${createHash('sha256').update(resolve()).digest('hex').slice(0, 8)}`
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}'])
  } catch {
    return missing('Container tests need Docker: install it, start its engine, and run the tests again.')
  }
  await run('node', ['scripts/image.ts', '--tag', image], { maxBuffer: 1 << 28 })
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

/** Under CI, what is missing is a failure. */
function missing(line: string): null {
  if (process.env.CI) throw new Error(line)
  console.warn(`Skipped: ${line}`)
  return null
}
