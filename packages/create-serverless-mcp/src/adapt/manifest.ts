import { imagePackages, programs } from '../parts.ts'
import type { Project } from '../project.ts'
import type { Template } from '../template.ts'

/** A table of package.json: versions or scripts, by name. */
type Table = { [name: string]: string }

/** A package of the repository's own: its name, and what a project's package.json says of it. */
export interface OwnPackage {
  name: string
  spec: string
}

/** The repository's packages that a project imports, as a project has them. Default: from the registry, by version. */
export function ownPackages({ files }: Template, vendored: readonly string[] = []): OwnPackage[] {
  const manifests = files.filter(({ path }) => /^packages\/[^/]+\/package\.json$/.test(path))
  const libraries = manifests.map(({ content }): Table => JSON.parse(content)).filter(({ bin }) => bin === undefined)
  return libraries.map(({ name, version }) => {
    const tarball = vendored.find(file => file === `${name}-${version}.tgz`)
    return { name: `${name}`, spec: tarball === undefined ? `${version}` : `file:vendor/${tarball}` }
  })
}

/** package.json with the scripts that have something to run, and the packages that something needs. */
export function adaptManifest(project: Project, own: readonly OwnPackage[]): string {
  const { workspaces: _workspaces, version: _version, ...manifest } = JSON.parse(project.text('package.json'))
  const needs = packageUse(project)
  const kept = (table: Table) => Object.entries(table).filter(([name]) => needs(name))
  const used = own.filter(({ name }) => needs(name)).map(({ name, spec }): [string, string] => [name, spec])
  const ofImage = ([name]: [string, string]) => imagePackages.includes(name)
  const table = (entries: [string, string][]) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  const { name, ...rest } = manifest
  return `${JSON.stringify(
    {
      name,
      version: '0.1.0',
      ...rest,
      scripts: Object.fromEntries(Object.entries(manifest.scripts).filter(([, line]) => runs(`${line}`, project))),
      dependencies: table([...kept(manifest.dependencies), ...used.filter(ofImage)]),
      devDependencies: table([...kept(manifest.devDependencies), ...used.filter(entry => !ofImage(entry))]),
    },
    null,
    2,
  )}\n`
}

/** Whether the project has every path that a script names. */
function runs(line: string, project: Project): boolean {
  const paths = line.split(' ').filter(word => /^[\w.-]+(\/[\w.-]+)+$/.test(word))
  return paths.every(path => project.has(path))
}

/** Whether a package is imported, or named in quotes by a program. Its types stay with it. */
function packageUse(project: Project): (name: string) => boolean {
  const programTexts = [...project.files.values()].filter(({ path }) => /\.([cm]?[jt]s|sh)$/.test(path))
  const text = programTexts.map(({ content }) => content).join('\n')
  const isNamed = (name: string) => [`'${name}'`, `'${name}/`, `"${name}"`].some(quoted => text.includes(quoted))
  return name => {
    const typed = name.startsWith('@types/') ? name.slice('@types/'.length).replace(/^(.+)__/, '@$1/') : name
    return programs.includes(name) || isNamed(typed)
  }
}
