import { explain, finish, table } from 'lambda-snapshot'
import { readCommandLine } from '../command-line/command-line.ts'
import { fail } from '../command-line/fail.ts'
import { buildServer, checkOffers } from './build/server-build.ts'

// `npm run build`: builds the server into dist/, or the folder named, as the image has it, and says of each tool whether it is
// in the snapshot or loaded when a process starts, and why. `--explain TOOL` tells the whole reason, `--no-snapshot` makes
// none. `--server` and `--code` build another server than the shipped one; with `--server` alone, it has no catalog.

const { values, positionals } = readCommandLine({
  script: 'npm run build',
  does:
    'Builds the server into a folder, as in the image, and says for each tool whether it is in the snapshot or loaded when ' +
    'a process starts, and why.',
  operands: '[FOLDER, by default dist]',
  options: {
    explain: { type: 'string', value: 'TOOL', help: 'Prints the whole reason for one tool.' },
    'no-snapshot': { type: 'boolean', help: 'Builds without a snapshot.' },
    server: {
      type: 'string',
      value: 'FILE',
      help: 'Builds this server in place of app/lambda/image-entry.ts, without a catalog.',
    },
    code: { type: 'string', value: 'FILE', help: 'The catalog that the server offers. Default: app/catalog.ts.' },
  },
  examples: ['npm run build -- dist --no-snapshot', 'npm run build -- --explain add'],
})
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
      fail([...notes, 'This build does not start the server, so it does not know what the server offers.'].join('\n'))
    if (found.length === 0) {
      fail(`Nothing is called "${values.explain}". There are: ${offered.map(({ name }) => name).join(', ')}.`)
    }
    console.log(found.map(explain).join('\n'))
  }
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
