import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** Runs Docker's client and returns what it printed. Rejects when it fails, and after ten seconds: an engine may hang. */
export function docker(...args: string[]): Promise<string> {
  return dockerWith({}, ...args)
}

/** The same, with more variables in the client's environment: for what a command line would show to everybody. */
export async function dockerWith(variables: Record<string, string>, ...args: string[]): Promise<string> {
  const { stdout } = await exec('docker', args, { timeout: 10_000, env: { ...process.env, ...variables } })
  return stdout.trim()
}
