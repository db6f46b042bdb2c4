import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** Runs Docker's client and returns what it printed. Rejects when it fails, and after ten seconds: an engine may hang. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await exec('docker', args, { timeout: 10_000 })
  return stdout.trim()
}
