// What the small classes have in common, which stand in the place of Node's in the server's own part.

/**
 * Whether a value is of Node's own class: what a tool got from `fetch`, say. Does not load that class, as its first use would,
 * for a value that cannot be of it.
 */
export function isNodes(name: 'Headers' | 'ReadableStream' | 'Request' | 'Response', value: unknown): boolean {
  return Object.prototype.toString.call(value) === `[object ${name}]` && value instanceof globalThis[name]
}

/** Has what a small class lacks say so, by name, in place of being undefined. */
export function lacking(prototype: object, name: string, members: readonly string[]): void {
  for (const member of members) {
    const get = () => {
      throw new Error(
        `${name}.${member} is not there: the server's own part has a small ${name} in the place of Node's. ` +
          'Add what you need to it, in src/core of lambda-snapshot.',
      )
    }
    Object.defineProperty(prototype, member, { get, configurable: true })
  }
}
