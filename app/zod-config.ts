import * as z from 'zod'

// Imported before any schema is made. https://zod.dev/packages/core
z.config({
  // By default zod writes and compiles a parser of its own for each object at its first use, which takes a tenth of the first
  // call, and shows little gain in later ones.
  jitless: true,
  // What looks for cycles in a value while it is checked. JSON has none.
  memoizer: { alloc: (_schema, _payload, empty) => empty, attach() {}, guard() {} },
})
