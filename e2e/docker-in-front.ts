import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { vi } from 'vitest'

/** A `docker` in front of the real one, which stays at work behind it but for what it is told to say. */
export interface DockerInFront extends Disposable {
  /** Its command lines so far. */
  commands(): string[][]
}

/**
 * Puts it on the PATH of this process, until it goes out of scope.
 *
 * @param bridge what it says of the network `bridge`; null: there is none. Default: what the engine says
 */
export function dockerInFront(bridge?: object | null): DockerInFront {
  const folder = mkdtempSync(join(tmpdir(), 'docker-in-front-'))
  const [log, said] = [join(folder, 'log'), join(folder, 'bridge')]
  const path = process.env.PATH ?? ''
  writeFileSync(log, '')
  if (bridge) writeFileSync(said, JSON.stringify([bridge]))
  const inspect = bridge === undefined ? '' : `[ "$1 $2 $3" = "network inspect bridge" ] && exec cat ${quoted(said)}`
  // In one write, as several may run at once.
  const note = `line=$(for word; do printf '%s\\037' "$word"; done | tr '\\n' ' '); printf '%s\\n' "$line" >> ${quoted(log)}`
  const script = ['#!/bin/sh', note, inspect, `PATH=${quoted(path)}`, 'exec docker "$@"\n']
  writeFileSync(join(folder, 'docker'), script.join('\n'), { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}${delimiter}${path}`)
  return {
    commands: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map(line => line.split('\x1f').slice(0, -1)),
    [Symbol.dispose]() {
      vi.unstubAllEnvs()
      rmSync(folder, { recursive: true })
    },
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
