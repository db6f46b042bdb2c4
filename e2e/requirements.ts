import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { fixtureProject } from '../testing/copy-project.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The name of the image under test, which offers the fixtures, or null where it cannot be built. */
    image: string | null
    /** MiniStack's program, or null on a machine without it. */
    ministack: string | null
    /** Chromium's program, or null on a machine without it. */
    chromium: string | null
    /** A folder with the bundle of `snapshot/bundle.ts` and its snapshot. */
    frozen: string
    /** What this machine lacks, a sentence each: the tests that need it are skipped, and under CI that is a failure. */
    missing: string[]
    /** What this checkout is at fault for, a sentence each: the tests that need it fail. */
    broken: string[]
  }
}

/** The version of MiniStack whose differences from AWS the cases name. */
export const ministackVersion = '1.5.33'

const run = promisify(execFile)

/** What has been found missing, and what broken: were it thrown, not one test would run. */
let missingHere: string[] = []
let brokenHere: string[] = []

/** Finds and makes what the tests of this folder need, once for all of them. Returns what removes it. It never rejects. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  missingHere = []
  brokenHere = []
  const frozen = mkdtempSync(join(tmpdir(), 'frozen-'))
  provide('chromium', findChromium())
  provide('ministack', findMinistack())
  const [image] = await Promise.all([buildImage(), buildFrozen(frozen)])
  provide('image', image)
  provide('frozen', frozen)
  provide('missing', missingHere)
  provide('broken', brokenHere)
  return () => rmSync(frozen, { recursive: true })
}

async function buildFrozen(folder: string): Promise<void> {
  try {
    const built = await run(process.execPath, ['scripts/build.ts', '--server', 'e2e/snapshot/bundle.ts', folder])
    if (!existsSync(join(folder, 'app.blob'))) throw new Error(built.stdout.trim())
  } catch (error) {
    brokenHere.push(`The snapshot for the tests cannot be built: ${lastLine(error)}`)
  }
}

/** The last line that says why: of what a program printed, or of the error. */
function lastLine(error: unknown): string {
  const { stderr, message } = error as Error & { stderr?: string }
  return `${stderr || message}`.trim().split('\n').at(-1) ?? ''
}

async function buildImage(): Promise<string | null> {
  // Each checkout has its own: two whose tests run at once would take each other's.
  const image = `serverless-mcp:test-${createHash('sha256').update(resolve()).digest('hex').slice(0, 8)}`
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}'])
  } catch {
    return missing('Container tests need Docker: install it, start its engine, and run the tests again.')
  }
  try {
    // An engine that waits for a network that says nothing is not waited for all day.
    using project = fixtureProject()
    const options = { cwd: project.folder, maxBuffer: 1 << 28, timeout: 15 * 60_000 }
    await run(process.execPath, ['scripts/image.ts', '--tag', image], options)
    return image
  } catch (error) {
    return missing(
      `Container tests need the image, which cannot be built: ${whyNot(error)}. Mend that, or name a base that is here: BASE_IMAGE=… npm test`,
    )
  }
}

/** Docker's own line, which stands before that of `scripts/image.ts`. */
function whyNot(error: unknown): string {
  const lines = `${(error as { stderr?: string }).stderr ?? ''}`.split('\n').map(line => line.trim())
  const reason = lines.findLast(line => line !== '' && !line.startsWith('The image cannot be built'))
  return (reason ?? lastLine(error)).replace(/\.$/, '')
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
  return ministackProgram() ?? missing(ministackMissing)
}

export const ministackMissing = `Tests against MiniStack need it: install it (pip install ministack==${ministackVersion} docker), or say where it is: MINISTACK=/path/to/ministack npm test`

/** MiniStack's program, where scripts/install-ministack.sh puts it, or as somebody says. */
export function ministackProgram(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const installed = join(cache, 'serverless-mcp', `ministack-${ministackVersion}`, 'bin/ministack')
  const programs = process.env.MINISTACK ? [process.env.MINISTACK] : [installed, 'ministack']
  return programs.find(name => spawnSync(name, ['--help']).status === 0)
}

/** Under CI, what is missing is a failure: `requirements.test.ts`. */
function missing(line: string): null {
  missingHere.push(line)
  console.warn(`Skipped: ${line}`)
  return null
}
