declare global {
  var counterLoads: number | undefined
}
globalThis.counterLoads = (globalThis.counterLoads ?? 0) + 1

let count = 0
export const next = (): number => ++count
export let latest = 'none'
export function set(value: string): void {
  latest = value
}
export class Shared {}
