import { posix } from 'node:path'
import type { Project } from '../project.ts'

/**
 * Takes what is not there out of the docs: a row or an item about a script that is gone, and links to files that are gone, whose
 * words stay.
 *
 * @param scripts the repository's scripts; which of them a project has stands in its package.json
 */
export function adaptDocs(project: Project, scripts: readonly string[]): void {
  const present: Record<string, string> = JSON.parse(project.text('package.json')).scripts
  const gone = scripts.filter(name => !(name in present))
  const isGone = (line: string) => gone.some(name => new RegExp(`npm run ${name}(?![\\w:-])`).test(line))
  for (const { path } of [...project.files.values()]) {
    if (!path.endsWith('.md')) continue
    project.write(path, unlink(withoutItems(project.text(path), isGone), path, project))
  }
}

/** Rows of a table, and items of a list with the lines that go on with them. */
function withoutItems(text: string, isGone: (line: string) => boolean): string {
  return text.replace(/^(?:\|.*\n?|- .*\n?(?: {2}\S.*\n?)*)/gm, item => (isGone(item) ? '' : item))
}

function unlink(text: string, path: string, project: Project): string {
  return text.replace(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g, (link, image: string, words: string, target: string) => {
    const [file = ''] = target.split('#')
    if (file === '' || /^[a-z]+:/.test(file)) return link
    if (project.has(posix.join(posix.dirname(path), file))) return link
    return image ? '' : words
  })
}
