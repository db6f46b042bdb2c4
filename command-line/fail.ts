/** Ends a script with one message and no stack trace. */
export function fail(message: string, code = 1): never {
  console.error(message)
  process.exit(code)
}
