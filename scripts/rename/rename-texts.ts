/** Files of a project as they shall be. */
export interface Renamed {
  /** What changes, by path: the new text, and how many lines differ. */
  changed: Map<string, { text: string; places: number }>
  /** Files that held the new name before: a later rename cannot tell it from the project's. */
  standsIn: string[]
}

// A Lambda function's name, of project, stack and role, has at most 64 characters.
const [longest, rule] = [32, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/]

/**
 * What is wrong with a name for a project, and the remedy; or undefined.
 *
 * @param lockfile the text of the project's package-lock.json: a package that it needs cannot lend its name
 */
export function nameFault(name: string, lockfile = ''): string | undefined {
  if (!rule.test(name) || name.length > longest) {
    return `"${name}" is not a name for a project: use at most ${longest} lower-case letters, digits and single hyphens, starting with a letter. Example: my-server`
  }
  if (lockfile.includes(`"node_modules/${name}": {`)) {
    return `"${name}" is a package that the project needs: choose another name, as ${name}-mcp.`
  }
  return undefined
}

/**
 * Gives a project another name: every text that holds the present one, but for what an author writes in `app/tools`,
 * `app/resources` and `app/prompts`. The title in `app/server.ts` follows, unless it is one of the author's own.
 *
 * @param texts the project's texts, by path
 * @param title what people see. Default: made of the name
 */
export function renameTexts(
  texts: ReadonlyMap<string, string>,
  { from, to, title }: { from: string; to: string; title?: string | undefined },
): Renamed {
  const changed: Renamed['changed'] = new Map()
  let standsIn: string[] = []
  const change = (path: string, text: string) => {
    const before = changed.get(path)?.text ?? texts.get(path)
    if (before === undefined || before === text) return
    const lines = text.split('\n')
    const places = before.split('\n').filter((old, index) => old !== lines[index]).length
    changed.set(path, { text, places: places + (changed.get(path)?.places ?? 0) })
  }

  if (from !== to) {
    const theirs = [...texts].filter(([path]) => !isAuthors(path))
    standsIn = theirs.filter(([, text]) => word(to).test(withoutExamples(text))).map(([path]) => path)
    for (const [path, text] of theirs) change(path, text.replaceAll(word(from), to))
  }
  const server = 'app/server.ts'
  change(server, retitled(changed.get(server)?.text ?? texts.get(server) ?? '', { from, to, title }))
  return { changed, standsIn }
}

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

/** The title in the one file that says it, unless it is one of its own. */
function retitled(text: string, given: { from: string; to: string; title?: string | undefined }): string {
  const { from, to } = given
  const [whole, , title] = /^ {2}title: (['"])((?:\\.|(?!\1)[^\\])*)\1,$/m.exec(text) ?? []
  if (whole === undefined || title === undefined) return text
  const follows = from !== to && title === titleOf(from)
  const wanted = given.title ?? (follows ? titleOf(to) : undefined)
  if (wanted === undefined) return text
  const quoted = JSON.stringify(wanted)
  const literal = wanted.includes("'") ? quoted : `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'`
  return text.replace(whole, () => `  title: ${literal},`)
}

function titleOf(given: string): string {
  const words = given.split('-').map(each => (each === 'mcp' ? 'MCP' : each.charAt(0).toUpperCase() + each.slice(1)))
  return words.join(' ')
}
