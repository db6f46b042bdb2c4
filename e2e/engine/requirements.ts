import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ministackMissing, ministackProgram } from '../requirements.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Pulumi's CLI, built by scripts/install-pulumi.sh, or null on a machine without it. */
    pulumi: string | null
    /** Whether there are skopeo, which copies images, and a Docker engine, which builds them. */
    images: boolean
  }
}

/** Finds what the tests of this folder need, once for all of them. */
export default function setup({ provide }: TestProject): void {
  const lacks: string[] = []
  function need<T>(found: T | undefined, missing: string): T | null {
    if (found !== undefined) return found
    lacks.push(missing)
    console.warn(`Skipped: ${missing}`)
    return null
  }
  provide('pulumi', need(findPulumi(), pulumiMissing))
  provide('ministack', need(ministackProgram(), ministackMissing))
  provide('images', need(hasImageTools() || undefined, imagesMissing) ?? false)
  provide('missing', lacks)
}

const imagesMissing =
  'Tests of the delivery need Docker and skopeo: install them (apt-get install skopeo), and start the engine.'

function hasImageTools(): boolean {
  const there = (command: string, ...args: string[]) => spawnSync(command, args).status === 0
  return there('skopeo', '--version') && there('docker', 'version', '--format', '{{.Server.Version}}')
}

const pulumiMissing =
  "Tests on Pulumi's real engine need its CLI, built with Go in some minutes: scripts/install-pulumi.sh"

/** Where scripts/install-pulumi.sh puts it. */
function findPulumi(): string | undefined {
  const module = join(import.meta.dirname, 'pulumi')
  const [, version] = /pulumi\/sdk\/v3 (v[\d.]+)/.exec(readFileSync(join(module, 'go.mod'), 'utf8')) ?? []
  const sum = spawnSync('cksum', { input: readFileSync(join(module, 'go.sum')), encoding: 'utf8' }).stdout?.split(
    ' ',
  )[0]
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const cli = join(cache, 'serverless-mcp', `pulumi-${version}-${sum}`, 'pulumi')
  return existsSync(cli) ? cli : undefined
}
