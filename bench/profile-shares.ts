import type { Profiler } from 'node:inspector'
import { table } from './table.ts'

/** What one part of the server takes of a warm call, in microseconds of each generation of the protocol. */
export interface Share {
  part: string
  legacy: number
  modern: number
}

/** The file that a frame's code was written in: what the source map says, or the frame's own URL. */
export type SourceOf = (frame: { url: string; lineNumber: number; columnNumber: number }) => string

/** By the first that fits. What is left is a package that Koa or the server brings along. */
const parts: [name: string, pattern: RegExp][] = [
  ['collecting garbage', /^\(garbage collector\)$/],
  ['idle', /^\(idle\)$/],
  ['V8 and Node, compiled', /^\(/],
  ['MCP SDK', /@modelcontextprotocol\//],
  ['zod', /node_modules\/zod\//],
  ['serverless-http', /node_modules\/serverless-http\//],
  ['this app', /(^|\/)app\//],
  ['small classes of node:http', /(^|\/)scripts\/build\/http-classes\.ts$/],
  ['small classes of fetch', /(^|\/)scripts\/build\//],
  ['the measuring itself', /(^|\/)bench\/[\w-]+\.mjs$/],
  ['Node: streams', /^node:(internal\/)?(web)?streams?\b/],
  ['Node: timers', /^node:(internal\/)?(timers|priority_queue|linkedlist)/],
  ['Node: events and abort signals', /^node:(internal\/)?(event|abort)/],
  ['Node: buffers and encodings', /^node:(internal\/)?(buffer|encoding|url)/],
  ['Node: the rest', /^node:/],
]

/** Microseconds a call of each part. What runs in V8 itself, like `JSON.parse`, counts for the code that called it. */
export function shares(profile: Profiler.Profile, calls: number, sourceOf: SourceOf): Map<string, number> {
  const nodes = new Map(profile.nodes.map(node => [node.id, node]))
  const callers = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id] as const)))
  const partOf = (id: number): string => {
    const frame = nodes.get(id)?.callFrame
    const caller = callers.get(id)
    if (frame === undefined) return '(unknown)'
    if (frame.url === '' && !frame.functionName.startsWith('(') && caller !== undefined) return partOf(caller)
    const source = frame.url === '' ? frame.functionName : sourceOf(frame)
    return parts.find(([, pattern]) => pattern.test(source))?.[0] ?? 'Koa, and what it brings along'
  }
  const total = new Map<string, number>()
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const part = partOf(id)
    const us = (profile.timeDeltas?.[index + 1] ?? 0) / calls
    total.set(part, (total.get(part) ?? 0) + us)
  }
  total.delete('idle')
  return total
}

/** The parts of both generations beside each other, the largest first. */
export function besideEachOther(legacy: ReadonlyMap<string, number>, modern: ReadonlyMap<string, number>): Share[] {
  const names = [...new Set([...legacy.keys(), ...modern.keys()])]
  return names
    .map(part => ({ part, legacy: legacy.get(part) ?? 0, modern: modern.get(part) ?? 0 }))
    .toSorted((a, b) => b.legacy + b.modern - a.legacy - a.modern)
}

export function shareTable(shares: readonly Share[]): string {
  const sum = (generation: 'legacy' | 'modern') => shares.reduce((total, share) => total + share[generation], 0)
  const columns = (share: Omit<Share, 'part'>) =>
    (['legacy', 'modern'] as const).flatMap(generation => [
      share[generation].toFixed(0),
      `${((share[generation] / sum(generation)) * 100).toFixed(0)} %`,
    ])
  return table(
    ['', 'us, 2025-11-25', 'share', 'us, 2026-07-28', 'share'],
    [
      ...shares.map(share => [share.part, ...columns(share)]),
      ['together', ...columns({ legacy: sum('legacy'), modern: sum('modern') })],
    ],
  )
}
