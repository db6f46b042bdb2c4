import { mkdtempSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { docker } from './docker.ts'

const label = 'serverless-mcp.local'
const prefix = 'serverless-mcp-local-'
const folderName = new RegExp(`^${prefix}(\\d+)@(.+)-\\w+$`)

/** Says on a container which process it belongs to, as an argument of `docker run`. Default: this one. */
export function ownerLabel(pid = process.pid): string {
  return `--label=${label}=${pid}@${hostname()}`
}

/** Makes a temporary folder that belongs to this process, and that nobody but its user can look into. */
export function createOwnFolder(): string {
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}@${hostname()}-`))
}

/**
 * Removes the temporary folders of processes that no longer live. Those of other machines and users stay.
 *
 * @returns their paths
 */
export async function removeLeftFolders(): Promise<string[]> {
  const left = (await readdir(tmpdir())).filter(name => {
    const [, pid, machine] = folderName.exec(name) ?? []
    return machine === hostname() && !lives(Number(pid))
  })
  const paths = left.map(name => join(tmpdir(), name))
  await Promise.all(paths.map(path => rm(path, { recursive: true, force: true }).catch(() => {})))
  return paths
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
