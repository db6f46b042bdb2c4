import { parseArgs } from 'node:util'
import { explain, finish, table } from 'lambda-snapshot'
import { buildServer, checkOffers } from './build/server-build.ts'
import { fail } from './fail.ts'

// `npm run build`: builds the server into dist/, or the folder named, as the image has it, and says of each tool whether it is
// in the snapshot or loaded when a process starts, and why. `--explain TOOL` tells the whole reason, `--no-snapshot` makes
// none. `--server` and `--code` build another server than the shipped one; with `--server` alone, it has no catalog.

const options = {
  server: { type: 'string' },
  code: { type: 'string' },
  explain: { type: 'string' },
  'no-snapshot': { type: 'boolean' },
} as const
const { values, positionals } = parse(process.argv.slice(2))
const out = positionals[0] ?? 'dist'
const { server, code = server === undefined ? 'app/catalog.ts' : undefined } = values

try {
  const built = await buildServer({ out, server, code })
  if (code === 'app/catalog.ts') checkOffers()
  const { offered, notes } = finish(built, { snapshot: !values['no-snapshot'] })
  if (values.explain === undefined) {
    for (const line of [table(offered), ...notes]) if (line !== '') console.log(line)
  } else {
    const found = offered.filter(({ name }) => name === values.explain)
    if (offered.length === 0)
      fail([...notes, 'What the server offers is not known, as it is not started here.'].join('\n'))
    if (found.length === 0) {
      fail(`Nothing is called "${values.explain}". There are: ${offered.map(({ name }) => name).join(', ')}.`)
    }
    console.log(found.map(explain).join('\n'))
  }
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    const [reason] = (error as Error).message.split('. ')
    return fail(`${reason}. Examples: npm run build -- dist --no-snapshot\n          npm run build -- --explain ping`)
  }
}
