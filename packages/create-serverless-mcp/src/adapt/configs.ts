import { parseDocument, type YAMLSeq } from 'yaml'
import { theirs } from '../parts.ts'
import type { Project } from '../project.ts'

/** Takes what names missing files out of the configurations of tools. */
export function adaptConfigs(project: Project): void {
  project.write('tsconfig.json', adaptTsconfig(project))
  project.write('knip.json', knip(project))
  project.write('vitest.config.ts', adaptVitest(project))
  for (const { path } of [...project.files.values()]) {
    if (path.startsWith('.github/workflows/')) project.write(path, adaptWorkflow(project.text(path), project))
  }
  const dependabot = '.github/dependabot.yml'
  if (project.has(dependabot)) project.write(dependabot, adaptDependabot(project.text(dependabot), project))
}

/** Whether a pattern can match something: whether there is its folder. */
function mayMatch(pattern: string, project: Project): boolean {
  const fixed = pattern.replace(/^!/, '').split(/[{*?[]/)[0] ?? ''
  if (fixed === '' || fixed === '.') return true
  if (fixed === pattern.replace(/^!/, '')) return project.has(fixed)
  return [...project.files.keys()].some(path => path.startsWith(fixed))
}

/** By line, as it has comments. */
function adaptTsconfig(project: Project): string {
  const lines = project.text('tsconfig.json').split('\n')
  const kept = lines.filter(line => {
    const path = /^ {4}"([^"]+)",?$/.exec(line)?.[1]
    return path === undefined || mayMatch(path, project)
  })
  const withoutEmpty = kept.join('\n').replace(/(?: {2}\/\/[^\n]*\n)* {2}"\w+": \[\n {2}\],?\n/g, '')
  return withoutEmpty.replace(/,(\n\s*[\]}])/g, '$1')
}

/**
 * Without what is not there. What a file of the framework exports for a part that is not there is nothing for an author to mend:
 * what is unused is told of the folders that an author writes.
 */
function knip(project: Project): string {
  const { ignoreDependencies, ...config } = adaptKnip(JSON.parse(project.text('knip.json')), project) as {
    ignoreDependencies: string[]
  }
  const folders = new Set(
    [...project.files.keys()].flatMap(path => /^(app\/[^/]+|(?!app\/)[^./][^/]*)\//.exec(path)?.[1] ?? []),
  )
  const framework = [...folders].filter(folder => !theirs.test(`${folder}/`)).sort()
  const ignored = ['app/*.ts', ...framework.map(folder => `${folder}/**`)]
  return `${JSON.stringify(
    {
      ...config,
      ignoreDependencies: [...new Set([...ignoreDependencies, 'node'])],
      ignoreIssues: Object.fromEntries(ignored.map(pattern => [pattern, ['exports', 'types']])),
    },
    null,
    2,
  )}\n`
}

function adaptKnip(value: unknown, project: Project): unknown {
  if (Array.isArray(value)) {
    const kept = value.filter(item => typeof item !== 'string' || !/^[^@].*\//.test(item) || mayMatch(item, project))
    return kept.map(item => adaptKnip(item, project))
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => !key.startsWith('packages/') || project.has(key))
  return Object.fromEntries(entries.map(([key, item]) => [key, adaptKnip(item, project)]))
}

/** Without the project of tests that are not there, which is an element of the list of projects. */
function adaptVitest(project: Project): string {
  return project.text('vitest.config.ts').replace(/^ {6}\{\n.*?^ {6}\},\n/gms, block => {
    const setup = /globalSetup: '([^']+)'/.exec(block)?.[1]
    return setup === undefined || project.has(setup) ? block : ''
  })
}

/** Without the steps that run, or are keyed by, a missing file. */
function adaptWorkflow(text: string, project: Project): string {
  const document = parseDocument(text)
  const jobs = document.toJS().jobs as Record<string, { steps?: object[] }>
  let dropped = false
  for (const [job, { steps = [] }] of Object.entries(jobs)) {
    const sequence = document.getIn(['jobs', job, 'steps']) as YAMLSeq | undefined
    for (const [index, step] of [...steps.entries()].reverse()) {
      const named = JSON.stringify(step).match(/\b(scripts|e2e|bench|bootstrap)\/[\w./-]+\w/g) ?? []
      if (named.every(path => project.has(path))) continue
      sequence?.items.splice(index, 1)
      dropped = true
    }
  }
  return dropped ? document.toString({ lineWidth: 0 }) : text
}

function adaptDependabot(text: string, project: Project): string {
  const there = (folder: string) => folder === '/' || project.has(folder.slice(1))
  const folders = text.replace(
    /directories: \[(.*)\]/g,
    (_, list: string) => `directories: [${list.split(', ').filter(there).join(', ')}]`,
  )
  // An update that looks nowhere, or in a folder that is gone, with its comment.
  return folders.replace(/(?: {2}#[^\n]*\n)* {2}- package-ecosystem:[^\n]*\n(?: {4,}[^\n]*\n)*/g, update => {
    const folder = /directory: (\S+)/.exec(update)?.[1] ?? '/'
    return update.includes('directories: []') || !there(folder) ? '' : update
  })
}
