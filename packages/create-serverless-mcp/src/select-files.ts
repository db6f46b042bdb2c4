import { doubles, indexes, type Part, parts, repositoryOnly } from './parts.ts'
import type { Template, TemplateFile } from './template.ts'

/**
 * Chooses the files of a project: what was asked for, and nothing that only the rest needs.
 *
 * - What a part holds, and a file that stays imports, stays as well.
 * - A test goes with what it imports or names.
 * - A double, or a file that only went files imported, goes with them.
 *
 * @throws {Error} where a file that stays imports one that no project has
 */
export function selectFiles(template: Template, wanted: Readonly<Record<Part, boolean>>): TemplateFile[] {
  const files = wanted.samples ? template.files : template.files.map(withoutLines)
  const unwanted = (Object.keys(parts) as Part[]).flatMap(part => (wanted[part] ? [] : parts[part]))
  const gone = new Set(
    files
      .map(({ path }) => path)
      .filter(path => isBelow(path, [...unwanted, ...repositoryOnly]) && !indexes.includes(path)),
  )
  bringBack(files, gone)
  const users = usersOf(files)
  for (let before = -1; before !== gone.size; ) {
    before = gone.size
    dropDependents(files, gone)
    dropUnused(files, users, gone)
  }
  const isOfGone = (path: string) => gone.has(path.replace('/__snapshots__/', '/').replace(/\.snap$/, ''))
  return files.filter(({ path }) => !gone.has(path) && !isOfGone(path))
}

/** An index that offers nothing: its comment stays. */
function withoutLines(file: TemplateFile): TemplateFile {
  if (!indexes.includes(file.path)) return file
  const comment = file.content.split('\n').filter(line => line.startsWith('//'))
  return { ...file, content: `${comment.join('\n')}\n`, imports: [] }
}

const isTest = (path: string): boolean => /\.test\.ts$/.test(path)
const isDouble = (path: string): boolean => isBelow(path, doubles)

/** Whether a path is one of these, or below one. */
function isBelow(path: string, these: readonly string[]): boolean {
  return these.some(each => path === each || path.startsWith(`${each}/`))
}

function bringBack(files: TemplateFile[], gone: Set<string>): void {
  const needed = (file: TemplateFile): void => {
    for (const path of file.imports.filter(path => gone.has(path))) {
      if (isBelow(path, repositoryOnly))
        throw new Error(`${file.path} imports ${path}, which no project has: it may import the package by its name.`)
      gone.delete(path)
      const found = files.find(other => other.path === path)
      if (found !== undefined) needed(found)
    }
  }
  for (const file of files) if (!gone.has(file.path) && !isTest(file.path) && !isDouble(file.path)) needed(file)
}

function dropDependents(files: TemplateFile[], gone: Set<string>): void {
  for (const file of files) {
    if (gone.has(file.path) || !(isTest(file.path) || isDouble(file.path))) continue
    const named = isTest(file.path) ? pathsNamed(file) : []
    if ([...file.imports, ...named].some(path => gone.has(path))) gone.add(file.path)
  }
}

/** A file that was imported, and is neither imported nor named any more. Its own tests are no reason to keep it; a double's are. */
function dropUnused(files: TemplateFile[], users: ReadonlyMap<string, TemplateFile[]>, gone: Set<string>): void {
  for (const { path } of files) {
    if (gone.has(path) || isTest(path)) continue
    const counted = (users.get(path) ?? []).filter(file => isDouble(path) || !isTest(file.path))
    const isImported = counted.some(file => file.imports.includes(path))
    if (isImported && counted.every(file => gone.has(file.path))) gone.add(path)
  }
}

/** Which programs import a file, or name it. */
function usersOf(files: TemplateFile[]): Map<string, TemplateFile[]> {
  const users = new Map<string, TemplateFile[]>()
  for (const file of files) {
    for (const path of new Set([...file.imports, ...pathsNamed(file)]))
      users.set(path, [...(users.get(path) ?? []), file])
  }
  return users
}

/** Files that a program reads or starts: those that it names in quotes, from the root. */
function pathsNamed({ path, content }: TemplateFile): string[] {
  if (!/\.([cm]?[jt]s|sh)$/.test(path)) return []
  return [...content.matchAll(/['"`]([\w./-]+\.\w+)['"`]/g)].map(([, named = '']) => named)
}
