import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/**
 * Runs Docker's client to its end. Ctrl-C does not reach it: a client that is cut off half-way leaves a container or an
 * image that nobody knows of.
 *
 * @returns what it printed
 * @throws {Error} with Docker's words when it fails
 */
export async function docker(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const client = spawn('docker', args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => client.on('error', reject).on('close', resolve))
  const [status, stdout, stderr] = await Promise.all([ended, text(client.stdout), text(client.stderr)])
  if (status !== 0) throw new Error(`docker ${args.join(' ')} ended with ${status}: ${stderr.trim()}`)
  return { stdout: stdout.trim(), stderr: stderr.trim() }
}
