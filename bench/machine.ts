import { arch, cpus, loadavg } from 'node:os'

/** The lines of a report that say when and where it was measured. */
export function machine(): string[] {
  const [cpu] = cpus()
  return [
    `- Date: ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `- Machine: ${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${arch()}, load average ${load()}`,
  ]
}

/** The load averages of 1, 5 and 15 minutes: other work on the machine, which slows every figure. */
export function load(): string {
  return loadavg()
    .map(average => average.toFixed(1))
    .join(', ')
}
