import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg } from 'node:os'
import { join } from 'node:path'

/**
 * The lines of a report that say when, where and how it was measured.
 *
 * @param command the npm script; what follows it on the command line is added
 */
export function machine(command: string): string[] {
  const [cpu] = cpus()
  const given = process.argv.slice(2).filter(argument => argument !== '--save')
  return [
    `Date: ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `Command: \`npm run ${command}${given.length > 0 ? ` -- ${given.join(' ')}` : ''}\``,
    `Machine: ${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${arch()}, load average ${load()}`,
    `Node.js ${process.versions.node}; ${versions('../package.json')}; peers: ${versions('peers/package.json')}`,
  ]
}

/** What the server and the peers are made of, as their manifests pin it. */
function versions(manifest: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, manifest), 'utf8'))
  return Object.entries(dependencies)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
}

/** The load averages of 1, 5 and 15 minutes: other work on the machine, which slows every figure. */
export function load(): string {
  return loadavg()
    .map(average => average.toFixed(1))
    .join(', ')
}
