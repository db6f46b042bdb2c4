// Run by server-build.ts in a process of its own: refuses what `createMcp` refuses, as a tool whose schema no client could be
// told of. Status 1, and the sentence that says what to do. A tool that cannot be loaded here, for want of a variable
// perhaps, may well be loaded where it runs: that is no reason to refuse it.

type Shipped = typeof import('../../app/shipped.ts')

async function load(): Promise<Shipped | undefined> {
  try {
    return await import('../../app/shipped.ts')
  } catch (error) {
    console.warn(`What the server offers is not checked, as it cannot be loaded in the build: ${error}`)
    return undefined
  }
}

const shipped = await load()
try {
  shipped?.createShippedMcp({ stateKeys: () => [] })
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
process.exit(0) // What a tool has opened while it was loaded would keep the process.
