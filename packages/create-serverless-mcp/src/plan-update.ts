import { mergeJson } from './merge-json.ts'
import { mergeText, type Sides } from './merge-text.ts'
import { theirs } from './parts.ts'
import type { Project } from './project.ts'
import type { TemplateFile } from './template.ts'

/** What an update does to a project, by path. */
export interface UpdatePlan {
  /** Files to write, merged ones and those with conflicts among them. */
  write: TemplateFile[]
  remove: string[]
  /** Changed here and there, in different places. */
  merged: string[]
  /** Changed here and there in the same place: git's markers stand in the file. */
  conflicts: string[]
  /** What an update cannot decide, and leaves as it is: a sentence each. */
  left: string[]
}

/** What npm writes, and what only the project has, is nobody's to merge. */
const isTheirs = (path: string) => theirs.test(path) || path === 'package-lock.json'

/**
 * Compares a project with the version that it was made from and with a later one.
 *
 * @param read the project's file, or undefined where it has none
 */
export function planUpdate(
  base: Project,
  next: Project,
  read: (path: string) => Buffer | undefined,
  labels: Sides['labels'],
): UpdatePlan {
  const plan: UpdatePlan = { write: [], remove: [], merged: [], conflicts: [], left: [] }
  const paths = new Set([...base.files.keys(), ...next.files.keys()])
  for (const path of [...paths].filter(path => !isTheirs(path)).sort()) {
    compare({ path, old: base.files.get(path), later: next.files.get(path), own: read(path), labels }, plan)
  }
  return plan
}

interface Compared {
  path: string
  old: TemplateFile | undefined
  later: TemplateFile | undefined
  own: Buffer | undefined
  labels: Sides['labels']
}

/** One file: what is not changed here becomes what it is there, and what is not changed there stays. */
function compare(compared: Compared, plan: UpdatePlan): void {
  const { path, old, later, own } = compared
  if (old?.content === later?.content) return
  const encoding = (later ?? old)?.binary ? 'base64' : 'utf8'
  const here = own?.toString(encoding)
  if (here === later?.content) return
  if (later === undefined) {
    if (here === old?.content) plan.remove.push(path)
    else plan.left.push(`${path} is gone from the framework, and changed here: delete it if nothing of yours needs it.`)
  } else if (here === old?.content) {
    plan.write.push(later)
  } else if (here === undefined) {
    plan.left.push(`${path} has changed in the framework, and is deleted here: it stays deleted.`)
  } else if (later.binary) {
    plan.left.push(`${path} has changed in the framework and here, and is no text: it stays as it is here.`)
  } else if (path === 'package.json') {
    mergeManifest(here, later, old?.content ?? '{}', plan)
  } else {
    const { text, conflicts } = mergeText({
      ...{ ours: here, base: old?.content ?? '', next: later.content, labels: compared.labels },
    })
    plan.write.push({ ...later, content: text })
    const list = conflicts > 0 ? plan.conflicts : plan.merged
    list.push(path)
  }
}

function mergeManifest(here: string, later: TemplateFile, base: string, plan: UpdatePlan): void {
  const note = (what: string) => plan.left.push(`${later.path}, ${what}. It stays as it is here.`)
  const merged = mergeJson(JSON.parse(here), JSON.parse(base), JSON.parse(later.content), note)
  plan.write.push({ ...later, content: `${JSON.stringify(merged, null, 2)}\n` })
  plan.merged.push(later.path)
}
