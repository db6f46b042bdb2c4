/** Resolves with a value after some milliseconds, unless it goes out of scope before. */
export function after<Value>(ms: number, value: Value): Disposable & { over: Promise<Value> } {
  const { promise, resolve } = Promise.withResolvers<Value>()
  const timer = setTimeout(resolve, ms, value)
  return { over: promise, [Symbol.dispose]: () => clearTimeout(timer) }
}
