import { hostname } from 'node:os'
import { docker } from './docker.ts'

const label = 'serverless-mcp.local'

/** Says on a container which process it belongs to, as an argument of `docker run`. Default: this one. */
export function ownerLabel(pid = process.pid): string {
  return `--label=${label}=${pid}@${hostname()}`
}

/**
 * Removes the containers of processes that no longer live: of one that was killed before it could. Those of other machines,
 * which may share the engine, stay.
 *
 * @returns their names
 */
export async function removeLeftovers(): Promise<string[]> {
  const format = `{{.Names}} {{.Label "${label}"}}`
  const containers = await docker('ps', '--all', '--filter', `label=${label}`, '--format', format)
  const left = containers.split('\n').flatMap(line => {
    const [name = '', pid, machine] = line.split(/[ @]/)
    return machine === hostname() && !lives(Number(pid)) ? [name] : []
  })
  // One that is about to remove itself is no failure.
  await Promise.all(left.map(name => docker('rm', '--force', name).catch(() => {})))
  return left
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // It lives, and is somebody else's.
  }
}
