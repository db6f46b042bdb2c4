import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readCommandLine } from './command-line.ts'
import { fail } from './fail.ts'

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

// A Lambda function's name, of project, stack and role, has at most 64 characters.
const [longest, rule] = [32, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/]
if (name === undefined) fail(`Which name? Example: ${line.examples[0]}`)
if (!rule.test(name) || name.length > longest) {
  fail(
    `"${name}" is not a name for a project: use at most ${longest} lower-case letters, digits and single hyphens, starting with a letter. ` +
      `Example: ${line.examples[0]}`,
  )
}

const present: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name
const texts = new Map(filesBelow('').flatMap(path => textOf(path)))
const changed = new Map<string, { text: string; places: number }>()

let standsIn: string[] = []
if (present !== name) {
  if (texts.get('package-lock.json')?.includes(`"node_modules/${name}": {`)) {
    fail(`"${name}" is a package that the project needs: choose another name, as ${name}-mcp.`)
  }
  const theirs = [...texts].filter(([path]) => !isAuthors(path))
  standsIn = theirs.filter(([, text]) => word(name).test(withoutExamples(text))).map(([path]) => path)
  for (const [path, text] of theirs) change(path, text.replaceAll(word(present), name))
}
retitle()
report(name)

/** The name alone, and where something follows it, as in `NAME-dev`; behind an encoded slash too. */
function word(text: string): RegExp {
  return new RegExp(`(?<=^|2F|[^A-Za-z0-9_-])${text}(?![A-Za-z0-9_])`, 'gm')
}

/** How to rename is told by a name that nobody has. */
function withoutExamples(text: string): string {
  return text.replace(/npm run rename -- [\w-]+/g, '')
}

/** What an author writes may hold the word by chance, and never the project's name. */
function isAuthors(path: string): boolean {
  return /^app\/(tools|resources|prompts)\//.test(path)
}

function change(path: string, text: string): void {
  const before = changed.get(path)?.text ?? texts.get(path)
  if (before === undefined || before === text) return
  const places = before.split('\n').filter((old, index) => old !== text.split('\n')[index]).length
  changed.set(path, { text, places: places + (changed.get(path)?.places ?? 0) })
}

/** The title in the one file that says it, unless it is one of its own. */
function retitle(): void {
  const path = 'app/server.ts'
  const text = changed.get(path)?.text ?? texts.get(path) ?? ''
  const [whole, , title] = /^ {2}title: (['"])((?:\\.|(?!\1)[^\\])*)\1,$/m.exec(text) ?? []
  if (whole === undefined || title === undefined) return
  const follows = present !== name && title === titleOf(present)
  const wanted = values.title ?? (follows ? titleOf(name ?? '') : undefined)
  if (wanted === undefined) return
  const quoted = JSON.stringify(wanted)
  const literal = wanted.includes("'") ? quoted : `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'`
  const titled = text.replace(whole, () => `  title: ${literal},`)
  change(path, titled)
}

function titleOf(given: string): string {
  const words = given.split('-').map(each => (each === 'mcp' ? 'MCP' : each.charAt(0).toUpperCase() + each.slice(1)))
  return words.join(' ')
}

function report(name: string): void {
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
  if (!dry) format()
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

/** A longer or shorter name breaks lines elsewhere. */
function format(): void {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  if (!existsSync(biome)) console.log('Not formatted, as Biome is not installed: npm ci, then npx biome check --write.')
  else spawnSync(process.execPath, [biome, 'check', '--write', '--log-level=none'], { cwd: root, stdio: 'ignore' })
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
