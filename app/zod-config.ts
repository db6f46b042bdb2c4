import * as z from 'zod'

// Imported before any schema is made, wherever the server runs. By default zod writes and compiles a parser of its own for each
// object at its first use, which takes a tenth of the first call, and shows little gain in later ones.
// https://zod.dev/packages/core
z.config({ jitless: true })
