// A line above.

export function fails() {
  throw new TypeError('it fails')
}
