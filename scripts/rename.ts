import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readCommandLine } from '../command-line/command-line.ts'
import { fail } from '../command-line/fail.ts'
import { format } from './rename/format.ts'
import { nameFault, type Renamed, renameTexts } from './rename/rename-texts.ts'

// `npm run rename -- NAME`: gives the project another name, in every file that holds the present one. Run again it finds nothing
// to do.

const line = {
  script: 'npm run rename',
  does:
    'Gives the project another name, in every file that contains the old one: package.json and its lockfile, the Pulumi projects, ' +
    'image names, docs and tests. The title in app/server.ts follows. Your tools, resources and prompts stay as they are.',
  operands: 'NAME',
  options: {
    title: {
      type: 'string',
      value: 'TITLE',
      help: 'What people see. Default: derived from the name, such as My Server.',
    },
    'dry-run': { type: 'boolean', help: 'Lists what would change, and changes nothing.' },
  },
  examples: ['npm run rename -- my-server', 'npm run rename -- my-server --title "Orders of ACME"'],
} as const
const { values, positionals } = readCommandLine(line)
const [name] = positionals
const root = resolve(import.meta.dirname, '..')

if (name === undefined) fail(`Which name? Example: ${line.examples[0]}`)
const present: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name
const texts = new Map(filesBelow('').flatMap(path => textOf(path)))
const fault = nameFault(name, present === name ? undefined : texts.get('package-lock.json'))
if (fault !== undefined) fail(fault)
report(name, renameTexts(texts, { from: present, to: name, title: values.title }))

function report(name: string, { changed, standsIn }: Renamed): void {
  if (changed.size === 0) {
    console.log(`The project is called ${name} already: nothing to change.`)
    return
  }
  const dry = values['dry-run'] === true
  // package.json holds the present name: last, so that a run that was interrupted can be repeated.
  const paths = [...changed.keys()].sort(
    (one, other) => Number(one === 'package.json') - Number(other === 'package.json'),
  )
  for (const path of paths) {
    const { text, places } = changed.get(path) ?? { text: '', places: 0 }
    if (!dry) writeFileSync(join(root, path), text)
    console.log(`${path}: ${places} ${places === 1 ? 'line' : 'lines'}`)
  }
  if (!dry && !format(root))
    console.log('Not formatted, as Biome is not installed: npm ci, then npx biome check --write.')
  console.log(
    `${dry ? 'Would change' : 'Changed'} ${changed.size} files: ${present} ${present === name ? 'has another title' : `is ${name}`}.`,
  )
  if (standsIn.length > 0) {
    console.log(
      `"${name}" stood in ${standsIn.slice(0, 3).join(', ')}${standsIn.length > 3 ? ', …' : ''} before. A later rename cannot ` +
        "tell that from the project's name: look at what it changes.",
    )
  }
  if (present !== name) {
    console.log(
      `A stack that is deployed belongs to the project ${present} still: destroy it before (npm run destroy), or deploy ${name} beside it.`,
    )
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (['.git', '.pulumi', 'coverage', 'dist', 'node_modules'].includes(entry.name)) return []
    if (entry.isDirectory()) return filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

/** Nothing for a file that is no text. */
function textOf(path: string): [string, string][] {
  const bytes = readFileSync(join(root, path))
  return bytes.includes(0) ? [] : [[path, bytes.toString('utf8')]]
}
